using GaLNet.Sky.Fits;
using GaLNet.Sky.Surveys;
using GaLNet.Tests;

namespace GaLNet.Sky.Tests.Fits;

/// <summary>
/// Damaged files: 5,000 random mutations of valid ones (GALNET_MUTATIONS for another number). Every file is either read
/// or refused by a <see cref="SkyException"/>; nothing else may be thrown, and memory stays in proportion to the file.
/// </summary>
public sealed class Mutations
{
    [Fact]
    public void No_damage_crashes_hangs_or_swallows_memory()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("GALNET_MUTATIONS"), out var n) ? n : 5000;
        var folder = SharedData.Require("fits_conformance/valid");
        // Small files, so that thousands fit into seconds: images, cubes, extensions, tables, every compression.
        var originals = Directory.EnumerateFiles(folder).Where(f => new FileInfo(f).Length <= 90_000).Order()
            .Select(File.ReadAllBytes).ToArray();
        originals.Should().HaveCountGreaterThan(15);
        using var scratch = new Scratch();
        var random = new Random(20260922);
        var (read, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var bytes = Mutate(originals[i % originals.Length], random);
            File.WriteAllBytes(scratch["m.fits"], bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Exercise(scratch["m.fits"]);
                read++;
            }
            catch (SkyException fault)
            {
                fault.Message.Should().NotBeNullOrWhiteSpace();
                refused++;
            }
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(64_000_000,
                $"mutation {i} of {bytes.Length} bytes");
        }
        read.Should().BeGreaterThan(count / 20);
        refused.Should().BeGreaterThan(count / 20);
    }

    private static void Exercise(string path)
    {
        ImageInspection.Of(path);
        using var file = FitsFile.Open(path);
        foreach (var hdu in file.Hdus)
        {
            hdu.VerifyChecksum();
            if (hdu is FitsImage image && image.Shape.Count > 0)
            {
                var (w, h) = (Math.Min(64, image.Width), Math.Min(64, image.Height));
                var pixels = new float[w * h];
                image.ReadWindow(0, 0, w, h, pixels);
                image.ReadWindow(image.Width - w, image.Height - h, w, h, pixels, image.Planes - 1);
            }
            if (hdu is FitsTable table)
                Read(table);
        }
    }

    private static void Read(FitsTable table)
    {
        foreach (var column in table.Columns)
        {
            if (column.IsVariable && table.RowCount > 0)
                table.ReadArray(column, table.RowCount - 1);
            else if (column.Format == 'A' && !column.IsVariable)
                table.Strings(column.Name);
            else if (column is { Repeat: 1, IsVariable: false } && column.Format is not ('X' or 'C' or 'M' or 'A'))
                table.Doubles(column.Name);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        switch (random.Next(6))
        {
            case 0:
                for (var k = random.Next(1, 8); k > 0; k--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                break;
            case 1:
                return bytes[..random.Next(bytes.Length)];
            case 2:
                // A digit of some card becomes another one.
                for (var k = random.Next(1, 4); k > 0; k--)
                {
                    var at = random.Next(Math.Min(bytes.Length, 8640));
                    while (at < bytes.Length && !char.IsAsciiDigit((char)bytes[at]))
                        at++;
                    if (at < bytes.Length)
                        bytes[at] = (byte)('0' + random.Next(10));
                }
                break;
            case 3:
                // A card's value becomes an outrageous one.
                string[] values = ["2147483647", "-1", "9223372036854775807", "1E300", "'x'", "T", "", "0", "99999999"];
                var card = 80 * random.Next(Math.Min(bytes.Length, 8640) / 80);
                var text = values[random.Next(values.Length)].PadLeft(20).PadRight(70);
                for (var k = 0; k < 70 && card + 10 + k < bytes.Length; k++)
                    bytes[card + 10 + k] = (byte)text[k];
                break;
            case 4:
                // Two cards change places.
                var (a, b) = (80 * random.Next(36), 80 * random.Next(36));
                if (Math.Max(a, b) + 80 <= bytes.Length)
                {
                    var copy = bytes[a..(a + 80)];
                    Array.Copy(bytes, b, bytes, a, 80);
                    copy.CopyTo(bytes, b);
                }
                break;
            default:
                // A stretch is cut out.
                var from = random.Next(bytes.Length);
                var length = Math.Min(bytes.Length - from, random.Next(1, 4000));
                return [.. bytes[..from], .. bytes[(from + length)..]];
        }
        return bytes;
    }
}
