namespace GaLNet.Grains.Tests.Contracts;

/// <summary>What was released is stored in catalogues and spoken by older silos: it never changes its meaning.</summary>
public sealed class ContractDriftTests
{
    [Fact]
    public void Nothing_that_was_released_has_changed_and_what_is_new_is_written_down()
    {
        var (file, code) = (ContractFile.Read(), ContractListing.Current());
        ContractFile.Broken(file, code).Should().BeEmpty();
        if (Environment.GetEnvironmentVariable(ContractFile.WriteVariable) == "1")
        {
            ContractFile.Extend(file, code);
        }

        ContractFile.Added(ContractFile.Read(), code).Should().BeEmpty(
            $"additions are written down with {ContractFile.WriteVariable}=1 ./test.sh Grains");
    }

    [Fact]
    public void The_file_covers_members_enums_methods_and_states()
    {
        var file = ContractFile.Read();
        file.Should().Contain("type GaLNet.Provenance #6", "Int32 Epoch");
        file.Should().Contain("enum SourceBits PsfStar", "16");
        file.Should().ContainKey("grain GaLNet.IGalaxyGrain Record").WhoseValue.Should()
            .StartWith("(GaLNet.GalaxyFit, CancellationToken)");
        file.Should().Contain("state galaxy galaxy", "GaLNet.GalaxyState");
        file.Should().HaveCountGreaterThan(200);
    }

    [Theory]
    [InlineData("type GaLNet.Fit #1", "Int32 Epoch", "was Double Mag and is Int32 Epoch")]
    [InlineData("type GaLNet.Fit #1", "Single Mag", "was Double Mag and is Single Mag")]
    [InlineData("type GaLNet.Fit #1", null, "is gone")]
    [InlineData("grain GaLNet.IFit Get", null, "is gone")]
    [InlineData("grain GaLNet.IFit Get", "(Int32) -> Task", "was () -> Task and is (Int32) -> Task")]
    [InlineData("type GaLNet.Fit #2", "Double Q", "retired")]
    public void A_reused_number_a_changed_type_and_a_lost_name_are_noticed(string key, string? now, string expected)
    {
        var file = new Dictionary<string, string>
        {
            ["type GaLNet.Fit"] = "serialised",
            ["type GaLNet.Fit #1"] = "Double Mag",
            ["type GaLNet.Fit #2"] = "Double Old (retired)",
            ["grain GaLNet.IFit Get"] = "() -> Task",
        };
        var code = new Dictionary<string, string>(file);
        code.Remove("type GaLNet.Fit #2");
        ContractFile.Broken(file, code).Should().BeEmpty();
        code["type GaLNet.Fit #3"] = "Double New";
        ContractFile.Broken(file, code).Should().BeEmpty("additions are no break");
        ContractFile.Added(file, code).Should().Equal("type GaLNet.Fit #3");

        code.Remove(key);
        if (now is not null)
        {
            code[key] = now;
        }

        ContractFile.Broken(file, code).Should().ContainSingle().Which.Should().Contain(expected);
    }
}
