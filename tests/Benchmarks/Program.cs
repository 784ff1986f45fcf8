using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GaLNet.Benchmarks;
using GaLNet.Benchmarks.Cluster;

// `kernels` counts what each kernel does and compares it with what the machine can do; `files [SIDE]` reads and writes
// files of a survey's size beside astropy and STILTS; everything else is BenchmarkDotNet's: `--filter '*Render*'`,
// `--list flat`, ...
if (args is ["kernels", ..])
{
    KernelReport.Print(Console.Out);
    return;
}

// `storage [N]`, `recording [N] [GROUP]`, `overhead [SIDE] [TILE ORDER]`, `silos [SIDE]`, `catalogue [N]` start a private PostgreSQL
// (scripts/cluster.sh) and print docs/scaling.md's figures; `scaling` is all of them, small; `scaling full` as stated there.
if (args is ["storage" or "recording" or "overhead" or "silos" or "catalogue" or "scaling", ..])
{
    await ScalingReport.Print(Console.Out, args);
    return;
}

if (args is ["files", ..])
{
    FilesReport.Print(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000);
    return;
}

// `ingest [SIDE]`: what registering an image costs, and what of it are the fingerprints of its blocks.
if (args is ["ingest", ..])
{
    IngestReport.Print(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 8000);
    return;
}

// `mocks [RATE]`: mocks per second and core, and how many times that is, core for core, the RATE (samples/s of
// all cores together) of a training.
if (args is ["mocks", ..])
{
    MockReport.Print(
        Console.Out, args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : null);
    return;
}

// `errors [FIELDS] [SEED]`: how many stated errors fits are off in mock fields, and what makes them so.
if (args is ["errors", ..])
{
    FieldErrorReport.Print(
        Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 12,
        args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 9001);
    return;
}

// `purity [FIELDS] [SEED]`: completeness and purity of the detection in mock fields, by magnitude.
if (args is ["purity", ..])
{
    FieldPurityReport.Print(
        Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 24,
        args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 70_000);
    return;
}

// In this process: the repository's build layout is its own, and a generated project would not find it.
var config = DefaultConfig.Instance.AddJob(
    Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(5));
BenchmarkSwitcher.FromAssembly(typeof(KernelReport).Assembly).Run(args, config);
