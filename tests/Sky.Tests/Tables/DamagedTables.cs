using GaLNet.Sky.Tables;

namespace GaLNet.Sky.Tests.Tables;

public sealed class DamagedTables
{
    /// <summary>A damaged catalogue is read or refused in a sentence; nothing else is thrown.</summary>
    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.ecsv")]
    [InlineData("t.vot")]
    [InlineData("t.parquet")]
    [InlineData("t.fits")]
    [InlineData("t.csv.gz")]
    public void Is_read_or_refused(string name)
    {
        using var scratch = new Scratch();
        RoundTrips.Write(scratch[name], 40);
        var original = File.ReadAllBytes(scratch[name]);
        var random = new Random(name.Length);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 400; i++)
        {
            var bytes = (byte[])original.Clone();
            for (var k = random.Next(1, 6); k > 0; k--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (i % 5 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            File.WriteAllBytes(scratch["m"], bytes);
            try
            {
                using var table = Table.Open(scratch["m"]);
                foreach (var column in table.Columns)
                    table.Strings(column.Name);
                read++;
            }
            catch (SkyException fault)
            {
                fault.Message.Should().NotBeNullOrWhiteSpace();
                refused++;
            }
        }
        (read + refused).Should().Be(400);
        refused.Should().BePositive();
    }

    [Fact]
    public void A_name_without_a_known_ending_is_refused()
    {
        using var scratch = new Scratch();
        var create = () => TableWriter.Create(scratch["t.xls"], [new TableColumn("a", TableType.Double)]);
        create.Should().Throw<TableException>()
            .WithMessage("*written as .fits, .csv, .ecsv, .vot or .parquet, not as '.XLS'*");
        var folder = () => TableWriter.Create(
            Path.Combine(scratch.Folder, "none", "t.csv"), [new TableColumn("a", TableType.Double)]);
        folder.Should().Throw<SkyException>().WithMessage("*cannot be written*");
    }
}
