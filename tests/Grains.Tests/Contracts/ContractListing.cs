using System.Reflection;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using Orleans.Metadata;

namespace GaLNet.Grains.Tests.Contracts;

/// <summary>
/// Everything that must keep its name and type because it is stored or crosses the wire, as lines <c>key = meaning</c>:
/// serialised members by number, enums by value, methods of grains by alias, grain types, and the names of their states.
/// </summary>
internal static class ContractListing
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    /// <summary>The types that take part.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. typeof(ITileGrain).Assembly.GetTypes().Concat(typeof(TileState).Assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("GaLNet", StringComparison.Ordinal) == true),
    ];

    // Enums that are stored as plain numbers.
    private static readonly Type[] StoredAsNumbers =
        [typeof(SourceBits), typeof(FitFlags), typeof(PsfRung), typeof(ReferenceFlags)];

    /// <summary>What the code says now.</summary>
    public static SortedDictionary<string, string> Current()
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in Types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute))))
        {
            lines.Add($"type {NameOf(type)}", "serialised");
            foreach (var property in type.GetProperties(Own))
            {
                if (property.GetCustomAttribute<IdAttribute>() is { } id)
                {
                    lines.Add($"type {NameOf(type)} #{id.Id}", $"{NameOf(property.PropertyType)} {property.Name}");
                }
            }
        }

        foreach (var type in Stored().Where(type => type.IsEnum).Concat(StoredAsNumbers).Distinct())
        {
            foreach (var name in Enum.GetNames(type))
            {
                lines.Add($"enum {type.Name} {name}", $"{Convert.ToInt64(Enum.Parse(type, name), null)}");
            }
        }

        foreach (var grain in Types.Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)))
        {
            lines.Add($"grain {NameOf(grain)}", string.Join(", ", grain.GetInterfaces().Select(one => one.Name)
                .Where(name => name.StartsWith("IGrainWith", StringComparison.Ordinal))));
            foreach (var method in grain.GetMethods().Where(method => !method.IsStatic))
            {
                lines.Add($"grain {NameOf(grain)} {method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name}",
                    $"({string.Join(", ", method.GetParameters().Select(one => NameOf(one.ParameterType)))}) -> "
                    + NameOf(method.ReturnType));
            }
        }

        foreach (var grain in Types.Where(type => type.GetCustomAttribute<GrainTypeAttribute>() is not null))
        {
            var name = TypeNameOf(grain);
            lines.Add($"state {name}", "grain type");
            foreach (var (state, type) in StatesOf(grain))
            {
                lines.Add($"state {name} {state}", NameOf(type));
            }
        }

        return lines;
    }

    /// <summary>Every type that is the state of a grain.</summary>
    public static IEnumerable<Type> States()
        => Types.Where(type => type.GetCustomAttribute<GrainTypeAttribute>() is not null)
            .SelectMany(StatesOf).Select(state => state.Type).Distinct();

    /// <summary>The types of all serialised members.</summary>
    private static IEnumerable<Type> Stored() => Types.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute)))
        .SelectMany(type => type.GetProperties(Own)).Where(property => property.IsDefined(typeof(IdAttribute)))
        .Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).Distinct();

    private static IEnumerable<(string Name, Type Type)> StatesOf(Type grain)
        => grain.GetConstructors(Own).SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => (
                Name: parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName
                    ?? parameter.GetCustomAttribute<StoredStateAttribute>()?.StateName,
                parameter.ParameterType))
            .Where(state => state.Name is not null)
            .Select(state => (state.Name!, state.ParameterType.GetGenericArguments()[0]));

    // The attribute keeps its text to itself; Orleans asks it like this.
    private static string TypeNameOf(Type grain)
        => ((IGrainTypeProviderAttribute)grain.GetCustomAttribute<GrainTypeAttribute>()!)
            .GetGrainType(null!, grain).ToString();

    private static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return NameOf(inner) + "?";
        }

        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
    }
}
