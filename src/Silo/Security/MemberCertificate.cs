using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;

namespace GaLNet.Silo.Security;

/// <summary>What a member shows, and how it judges what another one shows.</summary>
internal sealed class MemberCertificate : IDisposable
{
    private readonly X509Certificate2 _authority;

    private MemberCertificate(X509Certificate2 own, X509Certificate2 authority)
        => (Own, _authority) = (own, authority);

    /// <summary>This process' certificate with its key.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Reads the files. Throws <see cref="InputException"/> with one sentence that names the setting.</summary>
    public static MemberCertificate Load(TlsSettings files)
    {
        var authority = Read("Tls:Authority", files.Authority, X509CertificateLoader.LoadCertificateFromFile);
        var own = Read("Tls:Certificate and Tls:Key", $"{files.Certificate} and {files.Key}",
            _ => X509Certificate2.CreateFromPemFile(files.Certificate, files.Key));
        if (own.NotAfter < DateTime.Now)
        {
            throw new InputException(
                $"Tls:Certificate {files.Certificate} has expired on {own.NotAfter:yyyy-MM-dd}; make a new one.");
        }

        return new MemberCertificate(own, authority);
    }

    /// <summary>True for a certificate that our authority signed and that has not expired.</summary>
    public bool IsMember(object sender, X509Certificate? shown, X509Chain? sent, SslPolicyErrors errors)
    {
        if (shown is null)
        {
            return false;
        }

        // Members reach each other by addresses that come and go: what counts is who signed, not a host's name.
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        return chain.Build(certificate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Own.Dispose();
        _authority.Dispose();
    }

    private static X509Certificate2 Read(string key, string path, Func<string, X509Certificate2> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{key}: {path} cannot be read as PEM ({exception.Message.TrimEnd('.')}); name files that "
                + "scripts/certificates.sh or your authority made.", exception);
        }
    }
}
