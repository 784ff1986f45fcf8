using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Hosting;

namespace GaLNet.Silo.Security;

/// <summary>
/// Mutual TLS on every connection of silos and clients: a layer between the socket and Orleans, as Kestrel's. Both
/// sides show a certificate of the same authority; whoever shows none is turned away before a message is read.
/// </summary>
internal static class MutualTls
{
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    /// <summary>On all three kinds of a silo's connections.</summary>
    public static void Require(ISiloBuilder silo, MemberCertificate certificate)
        => silo.Configure<SiloConnectionOptions>(connections =>
        {
            connections.ConfigureSiloInboundConnection(layers => layers.Use(next => Answering(next, certificate)));
            connections.ConfigureGatewayInboundConnection(layers => layers.Use(next => Answering(next, certificate)));
            connections.ConfigureSiloOutboundConnection(layers => layers.Use(next => Calling(next, certificate)));
        });

    /// <summary>On a client's connections.</summary>
    public static void Require(IClientBuilder client, MemberCertificate certificate)
        => client.Configure<ClientConnectionOptions>(connections =>
            connections.ConfigureConnection(layers => layers.Use(next => Calling(next, certificate))));

    private static ConnectionDelegate Answering(ConnectionDelegate next, MemberCertificate certificate)
        => connection => Secured(connection, next, (stream, cancellation) => stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate.Own,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = certificate.IsMember,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            },
            cancellation));

    private static ConnectionDelegate Calling(ConnectionDelegate next, MemberCertificate certificate)
        => connection => Secured(connection, next, (stream, cancellation) => stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "galnet",
                ClientCertificates = [certificate.Own],
                RemoteCertificateValidationCallback = certificate.IsMember,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            },
            cancellation));

    private static async Task Secured(
        ConnectionContext connection, ConnectionDelegate next, Func<SslStream, CancellationToken, Task> shakeHands)
    {
        var plain = connection.Transport;
        await using var stream = new SslStream(new DuplexPipeStream(plain), leaveInnerStreamOpen: false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        limit.CancelAfter(HandshakeLimit);
        try
        {
            await shakeHands(stream, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            connection.Abort(new ConnectionAbortedException("The other side is no member of this cluster.", exception));
            throw;
        }

        var secured = new StreamDuplexPipe(stream);
        try
        {
            connection.Transport = secured;
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            connection.Transport = plain;
            await secured.CompleteAsync().ConfigureAwait(false);
        }
    }
}
