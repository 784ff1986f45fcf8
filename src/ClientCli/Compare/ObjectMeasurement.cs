using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>What one engine or one reference says of a galaxy.</summary>
/// <param name="By">The engine's or the reference's name.</param>
/// <param name="IsReference">True when somebody else measured it.</param>
/// <param name="RaDeg">Centre; NaN when it was not fitted.</param>
/// <param name="DecDeg">Centre.</param>
/// <param name="Values">mag, rEff, q, PA, n (the offsets are NaN).</param>
/// <param name="Errors">Their 1-sigma errors.</param>
/// <param name="Flags">Names of the flags.</param>
internal sealed record ObjectMeasurement(
    string By, bool IsReference, double RaDeg, double DecDeg, GalaxyParameters Values, GalaxyParameters Errors,
    IReadOnlyList<string> Flags)
{
    private const double No = double.NaN;

    /// <summary>One of our fits.</summary>
    public static ObjectMeasurement Of(GalaxyFit fit) => new(
        fit.Provenance.Engine, false, fit.RaDeg, fit.DecDeg,
        new GalaxyParameters(No, No, fit.Mag, fit.ReffArcsec, fit.Q, fit.PaDeg, fit.N),
        new GalaxyParameters(No, No, fit.MagError, fit.ReffError, fit.QError, fit.PaError, fit.NError),
        [.. FitFlagNames.Decode((FitFlags)fit.Flags)]);

    /// <summary>Somebody else's.</summary>
    public static ObjectMeasurement Of(ReferenceMeasurement one)
    {
        var isFitted = ((ReferenceFlags)one.Flags & ReferenceFlags.CentreNotFitted) == 0;
        return new ObjectMeasurement(
            one.Reference, true, isFitted ? one.RaDeg : No, isFitted ? one.DecDeg : No,
            new GalaxyParameters(No, No, one.Mag, one.ReffArcsec, one.Q, one.PaDeg, one.N),
            new GalaxyParameters(No, No, one.MagError, one.ReffError, one.QError, one.PaError, one.NError),
            [.. ReferenceFlagNames.Decode((ReferenceFlags)one.Flags)]);
    }

    /// <summary>The model on the sky; a centre that was not fitted is somebody else's.</summary>
    public ModelProfile ProfileAt(double raDeg, double decDeg) => new(
        double.IsNaN(RaDeg) ? raDeg : RaDeg, double.IsNaN(DecDeg) ? decDeg : DecDeg, Values.Mag, Values.ReffArcsec,
        Values.AxisRatio, Values.PaDeg, Values.Index);

    /// <summary>This minus another, PA modulo 180 degrees.</summary>
    public double Difference(ObjectMeasurement other, ScoredParameter parameter) => parameter == ScoredParameter.Pa
        ? PositionAngles.Difference(Values.PaDeg, other.Values.PaDeg)
        : Values[parameter] - other.Values[parameter];

    /// <summary>The same in units of the joint error; NaN without errors.</summary>
    public double Sigmas(ObjectMeasurement other, ScoredParameter parameter)
        => Difference(other, parameter) / ComparedObject.Joint(Errors[parameter], other.Errors[parameter]);
}
