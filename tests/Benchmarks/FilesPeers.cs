using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace GaLNet.Benchmarks;

/// <summary>The same work by astropy and STILTS, where they are installed; without their start-up.</summary>
internal static class FilesPeers
{
    private const string CutScript = """
        import sys, time, numpy as np
        from astropy.io import fits
        path, side, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        file = fits.open(path, memmap=True)
        data = file[0].data
        places = (np.random.default_rng(1).random((count, 2)) * (data.shape[0] - side)).astype(int)
        for run in range(2):
            start, cpu = time.perf_counter(), time.process_time()
            for x, y in places:
                data[y:y + side, x:x + side].astype(np.float32)
            print(time.perf_counter() - start, time.process_time() - cpu)
        """;

    private const string TableScript = """
        import sys, time, numpy as np
        from astropy.io import fits
        for run in range(2):
            start, cpu = time.perf_counter(), time.process_time()
            with fits.open(sys.argv[1], memmap=False) as file:
                data = file[1].data
                columns = [np.ascontiguousarray(data[name]).astype(data[name].dtype.newbyteorder('='))
                           for name in data.names]
            print(time.perf_counter() - start, time.process_time() - cpu)
        """;

    /// <summary>Stamps per second of astropy on a mapped file.</summary>
    public static void CutStamps(TextWriter output, string path, int side, int count)
        => Python(output, "astropy (memmap), stamps", CutScript, count, path, $"{side}", $"{count}");

    /// <summary>Rows per second of astropy and of STILTS (a copy to FITS: read and written, with its start).</summary>
    public static void ReadTable(TextWriter output, string path, int rows)
    {
        Python(output, "astropy, fits rows read, every column", TableScript, rows, path);
        var clock = Stopwatch.StartNew();
        if (Run("stilts", ["tcopy", path, path + ".copy.fits"]) is not null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{"STILTS, fits rows read and written",-42} {rows / clock.Elapsed.TotalSeconds,12:N0} /s"));
    }

    private static void Python(TextWriter output, string what, string script, double count, params string[] arguments)
    {
        var lines = Run("/usr/bin/python3", ["-c", script, .. arguments])?.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [_, var second])
        {
            output.WriteLine($"{what}: not installed");
            return;
        }

        var times = second.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-42} {count / times[0],12:N0} /s  {count / Math.Max(times[1], 1e-9),12:N0} per CPU second"));
    }

    private static string? Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            _ = errors.Result;
            return process.ExitCode == 0 ? text : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
