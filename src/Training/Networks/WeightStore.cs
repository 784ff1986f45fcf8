using GaLNet.Photometry.Mocks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Networks;

/// <summary>
/// The numbers of a network in two flat tensors, trained and running, so that optimiser, averaging and checkpoints are
/// a handful of operations whatever the architecture.
/// </summary>
public sealed class WeightStore : IDisposable
{
    private readonly WeightPlan _plan;

    /// <summary>A store with the starting values of a seed.</summary>
    public WeightStore(WeightPlan plan, ulong seed, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        var random = new RandomStream(seed, 0);
        Trained = Flat(plan.Trained, random, device);
        Running = Flat(plan.Running, random, device);
    }

    private WeightStore(WeightPlan plan, Tensor trained, Tensor running)
        => (_plan, Trained, Running) = (plan, trained, running);

    /// <summary>[all trained numbers].</summary>
    public Tensor Trained { get; }

    /// <summary>[all running statistics].</summary>
    public Tensor Running { get; }

    /// <summary>The same plan with its own copy of the numbers.</summary>
    public WeightStore Clone()
        => new(_plan, Trained.clone().DetachFromDisposeScope(), Running.clone().DetachFromDisposeScope());

    /// <summary>Named views on the store for one worker; with gradients of their own where asked.</summary>
    public WeightViews Views(Tensor? gradients = null, Tensor? running = null)
    {
        var views = new Dictionary<string, Tensor>();
        Cut(_plan.Trained, Trained, (name, view, start, count, shape) =>
        {
            if (gradients is not null)
            {
                view.requires_grad_(true);
                view.grad = gradients.narrow(0, start, count).view(shape).DetachFromDisposeScope();
            }

            views[name] = view;
        });
        Cut(_plan.Running, running ?? Running, (name, view, _, _, _) => views[name] = view);
        return new WeightViews(views);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Trained.Dispose();
        Running.Dispose();
    }

    private static void Cut(
        IReadOnlyList<WeightSpec> specs, Tensor flat, Action<string, Tensor, long, long, long[]> use)
    {
        long start = 0;
        foreach (var spec in specs)
        {
            var view = flat.narrow(0, start, spec.Count).view(spec.Shape).detach().DetachFromDisposeScope();
            use(spec.Name, view, start, spec.Count, spec.Shape);
            start += spec.Count;
        }
    }

    private static Tensor Flat(IReadOnlyList<WeightSpec> specs, RandomStream random, torch.Device device)
    {
        var values = new float[specs.Sum(spec => spec.Count)];
        var at = 0;
        foreach (var spec in specs)
        {
            for (var i = 0; i < spec.Count; i++)
            {
                values[at++] = (float)(spec.Scale * spec.Start switch
                {
                    WeightStart.Normal => random.NextNormal(),
                    WeightStart.Uniform => 2 * random.NextUniform() - 1,
                    _ => 1,
                });
            }
        }

        return torch.tensor(values, [values.Length]).to(device).DetachFromDisposeScope();
    }
}
