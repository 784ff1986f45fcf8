using GaLNet.Cluster.Tests.Support;

namespace GaLNet.Cluster.Tests.Breaking;

/// <summary>Whatever silos log, the database's password is no part of it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class PasswordTests(LocalCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Skip = Postgres.Missing, SkipUnless = nameof(Postgres.IsHere), SkipType = typeof(Postgres))]
    public async Task A_password_is_in_no_log_however_much_is_logged()
    {
        const string wrong = "N0t-the-right-0ne";
        var before = LogFiles().Sum(file => new FileInfo(file).Length);
        await cluster.Only(1);
        await cluster.Up(2, " --Log:Level Trace");
        await cluster.TellDatabase("restart");
        (await cluster.Galnet("status", "--cluster", "local")).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(cluster.Root, "wrong"), wrong, Stop);
        var refused = await cluster.Galnet("status", "--cluster", WrongCluster());
        (await cluster.Script("stop", "2")).Succeeded();

        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("refuses the login").And.NotContain(wrong);
        LogFiles().Sum(file => new FileInfo(file).Length).Should().BeGreaterThan(before + 20_000, "much was logged");
        foreach (var file in LogFiles())
        {
            // A process of this test writes on; what it wrote so far is read.
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            var text = await reader.ReadToEndAsync(Stop);
            text.Should().NotContain(cluster.Database.Password!, Path.GetFileName(file)).And.NotContain(wrong);
        }
    }

    private string[] LogFiles() => Directory.GetFiles(cluster.State, "*.log");

    private string WrongCluster()
    {
        var file = Path.Combine(cluster.Root, "wrong.toml");
        File.WriteAllText(file, $"port = {cluster.FirstPort}\npassword-file = \"wrong\"\n");
        return file;
    }
}
