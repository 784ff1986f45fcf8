using GaLNet.Tests;

namespace GaLNet.Grains.Tests.Contracts;

/// <summary>
/// The contracts as they were released: lines <c>key = meaning</c>. A line that ends in <c>(retired)</c> is a number or
/// a name that is no longer used and must never be used again.
/// </summary>
internal static class ContractFile
{
    /// <summary>Set to 1, additions are written to the file.</summary>
    public const string WriteVariable = "GALNET_WRITE_CONTRACTS";

    private const string Retired = " (retired)";

    private static string Place
        => Path.Combine(SharedData.RepositoryRoot, "tests", "Grains.Tests", "Contracts", "contracts.txt");

    /// <summary>What the file says.</summary>
    public static SortedDictionary<string, string> Read()
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(Place) ? File.ReadAllLines(Place) : [])
        {
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            {
                var equals = line.IndexOf(" = ", StringComparison.Ordinal);
                lines.Add(line[..equals], line[(equals + 3)..]);
            }
        }

        return lines;
    }

    /// <summary>What the code breaks of the file, one sentence each.</summary>
    public static IReadOnlyList<string> Broken(
        IReadOnlyDictionary<string, string> file, IReadOnlyDictionary<string, string> code)
    {
        var broken = new List<string>();
        foreach (var (key, released) in file)
        {
            var isRetired = released.EndsWith(Retired, StringComparison.Ordinal);
            if (!code.TryGetValue(key, out var now))
            {
                if (!isRetired)
                {
                    broken.Add($"{key} = {released} is gone: what was stored or sent under it can no longer be read.");
                }
            }
            else if (isRetired)
            {
                broken.Add($"{key} is used again, as {now}; it was retired: take the next free one.");
            }
            else if (now != released)
            {
                broken.Add($"{key} was {released} and is {now}: take the next free number or another name.");
            }
        }

        return broken;
    }

    /// <summary>What the code has and the file has not.</summary>
    public static IReadOnlyList<string> Added(
        IReadOnlyDictionary<string, string> file, IReadOnlyDictionary<string, string> code)
        => [.. code.Keys.Where(key => !file.ContainsKey(key))];

    /// <summary>Adds to the file what the code has more. What is there stays as it is.</summary>
    public static void Extend(SortedDictionary<string, string> file, IReadOnlyDictionary<string, string> code)
    {
        foreach (var key in Added(file, code))
        {
            file[key] = code[key];
        }

        File.WriteAllLines(Place,
        [
            "// What is stored or crosses the wire. Lines are never changed or removed, only added:",
            $"//   {WriteVariable}=1 ./test.sh Grains",
            "// adds what is new. What is no longer used keeps its line, ending in '(retired)'.",
            .. file.Select(line => $"{line.Key} = {line.Value}"),
        ]);
    }
}
