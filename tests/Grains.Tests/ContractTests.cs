using System.Reflection;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Tests;

/// <summary>What crosses the wire or is stored must keep its names: aliases and numbers are written down.</summary>
public sealed class ContractTests
{
    private static readonly Type[] Types =
    [
        .. typeof(ITileGrain).Assembly.GetTypes().Concat(typeof(TileState).Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("GaLNet", StringComparison.Ordinal) == true),
    ];

    [Fact]
    public void Messages_and_states_have_an_alias_and_numbered_members()
    {
        var messages = Types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute))).ToArray();
        messages.Should().HaveCountGreaterThan(20);
        foreach (var type in messages)
        {
            type.GetCustomAttribute<AliasAttribute>().Should().NotBeNull($"{type} is stored or sent by name");
            var stored = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(IsStored).ToArray();
            foreach (var property in stored)
            {
                property.GetCustomAttribute<IdAttribute>().Should().NotBeNull($"{type.Name}.{property.Name} is stored");
            }

            stored.Select(property => property.GetCustomAttribute<IdAttribute>()!.Id).Should().OnlyHaveUniqueItems();
        }

        messages.Select(type => type.GetCustomAttribute<AliasAttribute>()!.Alias).Should().OnlyHaveUniqueItems()
            .And.OnlyContain(alias => alias.StartsWith("GaLNet."));
    }

    [Fact]
    public void Grains_and_their_methods_have_an_alias()
    {
        var grains = Types.Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).ToArray();
        grains.Should().HaveCountGreaterThanOrEqualTo(4);
        foreach (var grain in grains)
        {
            grain.GetCustomAttribute<AliasAttribute>().Should().NotBeNull($"{grain} is called by name");
            foreach (var method in grain.GetMethods().Where(method => !method.IsStatic))
            {
                method.GetCustomAttribute<AliasAttribute>().Should()
                    .NotBeNull($"{grain.Name}.{method.Name} is called by name");
            }
        }

        Types.Where(type => type.IsClass && typeof(IGrain).IsAssignableFrom(type) && !type.IsAbstract
                && type.Namespace!.StartsWith("GaLNet.Grains") && type.GetCustomAttribute<GrainTypeAttribute>() is null
                && typeof(Grain).IsAssignableFrom(type))
            .Should().BeEmpty("a grain's type is part of its stored identity");
    }

    private static bool IsStored(PropertyInfo property)
        => property.GetMethod is { IsStatic: false } && property.SetMethod is not null
            && property.DeclaringType!.GetField($"<{property.Name}>k__BackingField",
                BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
