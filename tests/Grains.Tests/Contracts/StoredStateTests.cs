using System.Collections;
using System.Reflection;
using GaLNet.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace GaLNet.Grains.Tests.Contracts;

/// <summary>
/// What an earlier version stored must load for ever. The files were written by the version that they lie under
/// (GALNET_WRITE_STATES=1 ./test.sh Grains writes those that are missing); they are never written anew.
/// </summary>
public sealed class StoredStateTests
{
    private const string WriteVariable = "GALNET_WRITE_STATES";

    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly string Folder =
        Path.Combine(SharedData.RepositoryRoot, "tests", "Grains.Tests", "Fixtures");

    public static TheoryData<string> Names => [.. StoredStates.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_of_an_earlier_version_loads(string name)
        => typeof(StoredStateTests).GetMethod(nameof(Loads), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(StoredStates.All[name].GetType())
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [name, StoredStates.All[name]], null);

    [Fact]
    public void Every_member_of_every_state_is_in_one_of_the_files()
    {
        var seen = new HashSet<(Type Type, string Member)>();
        var types = new HashSet<Type>();
        foreach (var state in StoredStates.All.Values)
        {
            Look(state, seen, types);
        }

        StoredStates.All.Values.Select(state => state.GetType()).Should().Contain(ContractListing.States());
        var members = types.SelectMany(type => MembersOf(type).Select(member => (Type: type, Member: member.Name)));
        members.Except(seen).Select(member => $"{member.Type.Name}.{member.Member}").Should().BeEmpty(
            $"a member that no file holds may be lost unseen: fill it in in {nameof(StoredStates)}, under a new name, and "
            + $"run {WriteVariable}=1 ./test.sh Grains");
    }

    private static void Loads<T>(string name, T expected)
    {
        var current = Path.Combine(Folder, SoftwareVersion.Current.Split(' ')[1], name + ".bin");
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1" && !File.Exists(current))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(current)!);
            File.WriteAllBytes(current, Serializer.SerializeToArray(expected));
        }

        var stored = Directory.GetFiles(Folder, name + ".bin", SearchOption.AllDirectories);
        stored.Should().NotBeEmpty();
        foreach (var path in stored)
        {
            var loaded = Serializer.Deserialize<T>(File.ReadAllBytes(path));
            loaded.Should().BeEquivalentTo(expected, options => options.ComparingRecordsByMembers()
                .WithStrictOrdering(), $"{path} was stored by an earlier version");
        }
    }

    // Notes which members hold more than nothing.
    private static void Look(object value, HashSet<(Type, string)> seen, HashSet<Type> types)
    {
        var type = value.GetType();
        if (value is IEnumerable items and not string)
        {
            foreach (var item in items)
            {
                Look(item, seen, types);
            }

            return;
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute)))
        {
            return;
        }

        types.Add(type);
        foreach (var member in MembersOf(type))
        {
            var held = member.GetValue(value);
            var isNothing = held is null || (held is ICollection { Count: 0 }) || held is ""
                || (member.PropertyType.IsValueType && held.Equals(Activator.CreateInstance(member.PropertyType)));
            if (!isNothing)
            {
                seen.Add((type, member.Name));
                Look(held!, seen, types);
            }
        }
    }

    private static IEnumerable<PropertyInfo> MembersOf(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(IdAttribute)));
}
