using GaLNet.Training.Networks;
using GaLNet.Training.Studies;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>What training makes small.</summary>
internal static class Loss
{
    // In units of a target's spread: below it |a| is rounded off.
    private const float Rounding = 1e-4f;
    private const float LeastLogScale = -6, MostLogScale = 3;
    private const float MostSquare = 9;
    private const double PaperHuber = 0.001;

    /// <summary>The loss of one batch, both heads together.</summary>
    /// <param name="plan">Which loss.</param>
    /// <param name="outputs">The network's answers.</param>
    /// <param name="targets">[N, targets] standardised.</param>
    /// <param name="shares">[N, 225] the target's share of the light.</param>
    /// <param name="shareWeights">[N, 225] weights of the shares.</param>
    /// <param name="progress">Share of the training that is done.</param>
    public static Tensor Of(
        TrainingPlan plan, in NetworkOutputs<Tensor> outputs, Tensor targets, Tensor shares, Tensor shareWeights,
        double progress)
    {
        if (plan.PlainLoss is { } plain)
            return Plain(plain, outputs.Blind!, targets) + Plain(plain, outputs.Seeing!, targets);
        if (plan.AsInPaper) return Huber(outputs.Blind!, targets) + Huber(outputs.Seeing!, targets);
        var predictsErrors = plan.After is not null || progress >= Schedule.BeforeErrors;
        var loss = Heteroscedastic(outputs.Blind!, targets, predictsErrors).mul(KeptScalar.Of(plan.BlindWeight))
            + Heteroscedastic(outputs.Seeing!, targets, predictsErrors);
        if (outputs.ShareLogit is { } logit)
        {
            // Cross-entropy in the form that does not overflow: softplus(z) - share z.
            var entropy = F.softplus(logit) - shares * logit;
            loss += ((shareWeights * entropy).sum() / shareWeights.sum()).mul(KeptScalar.Of(plan.ShareWeight));
        }

        return loss;
    }

    // Laplace likelihood for honest scales; plain L1 so that hard stamps are not given up; clipped squares for R².
    private static Tensor Heteroscedastic(Tensor answers, Tensor targets, bool predictsErrors)
    {
        var count = targets.shape[1];
        var error = answers.narrow(1, 0, count) - targets;
        var logScale = answers.narrow(1, count, count);
        var size = sqrt((error * error).add(KeptScalar.Of(Rounding), KeptScalar.One));
        if (!predictsErrors) return size.mean() + (logScale * logScale).mean().mul(KeptScalar.Of(0.01));
        var bounded = logScale.clamp(KeptScalar.Of(LeastLogScale), KeptScalar.Of(MostLogScale));
        return (size * exp(-bounded) + bounded).mean() + size.mean()
            + (error * error).clamp(KeptScalar.Of(0), KeptScalar.Of(MostSquare)).mean().mul(KeptScalar.Of(0.5));
    }

    // The answers' log scales, where the network has them, learn nothing from these.
    private static Tensor Plain(PlainLoss loss, Tensor answers, Tensor targets)
    {
        var values = answers.narrow(1, 0, targets.shape[1]);
        return loss switch
        {
            PlainLoss.Huber => Huber(values, targets),
            PlainLoss.MeanSquare => F.mse_loss(values, targets),
            _ => F.l1_loss(values, targets),
        };
    }

    // Scaled by 1/delta, which leaves Adam's steps as they are and the printed loss readable.
    private static Tensor Huber(Tensor answers, Tensor targets)
        => F.huber_loss(answers, targets, PaperHuber).mul(KeptScalar.Of(1 / PaperHuber));
}
