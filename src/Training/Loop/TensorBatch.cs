using GaLNet.Training.Feed;
using GaLNet.Training.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace GaLNet.Training.Loop;

/// <summary>Batches as tensors.</summary>
internal static class TensorBatch
{
    /// <summary>Inputs of a batch, copied to the device.</summary>
    public static NetworkInputs<Tensor> Of(TrainingBatch batch, torch.Device device) => new(
        torch.tensor(batch.Stamps, [batch.Size, batch.StampSide, batch.StampSide], device: device),
        torch.tensor(batch.Psfs, [batch.Size, MockRecord.PsfLength], device: device),
        torch.tensor(batch.GainSigmas, [batch.Size, 1], device: device));
}
