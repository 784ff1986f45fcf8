using GaLNet.Inference;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Training.Export;
using GaLNet.Training.Loop;

namespace GaLNet.Tests.Training;

/// <summary>Ranges measured on the training's own mocks let its like pass and stop galaxies that fill the stamp.</summary>
public sealed class DomainTests
{
    private const int Mocks = 1000;
    private static readonly TrainingDomain Domain = DomainOf.Measure(Presets.Get("smoke", 4));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FewerThanOneInAHundredOfItsLikeAreFlagged(bool isCrowded)
        => Flagged(new MockStampOptions { Crowding = isCrowded ? new MockCrowding() : null }, Mocks)
            .Should().BeLessThan(Mocks / 100);

    [Fact]
    public void GalaxiesThatFillTheStampAreFlagged()
    {
        // Two to four times as large as the largest of the training, at S/N that it knows. Concentrated ones hide their
        // size from the edge; those are left to the answer's own radius.
        var huge = new MockStampOptions
        {
            Priors = MockPriors.Paper with
            {
                ReffArcsec = Prior.Uniform(8, 16), AxisRatio = Prior.Uniform(0.5, 1), Mag = Prior.Uniform(16, 18),
                Index = Prior.Uniform(0.5, 2),
            },
        };
        Flagged(huge, 200).Should().BeGreaterThan(190);
    }

    private static int Flagged(MockStampOptions options, int count)
    {
        var guard = new DomainGuard(Domain);
        var generator = new MockStampGenerator(options, 77);
        var (pixels, psf) = (new float[61 * 61], new float[25 * 25]);
        var flagged = 0;
        for (var i = 0; i < count; i++)
        {
            var mock = generator.Make(i);
            var prepared = StampPreparation.Fill(mock.Stamp, pixels);
            PsfPreparation.Fill(mock.Psf, psf);
            if (guard.Check(prepared, pixels, psf).HasFlag(FitFlags.OutsideTrainingDomain)) flagged++;
        }

        return flagged;
    }
}
