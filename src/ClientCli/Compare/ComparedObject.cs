using GaLNet.Grains.Interfaces.References;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Compare;

/// <summary>One galaxy with our measurement and the reference's.</summary>
/// <param name="GalaxyId">The galaxy.</param>
/// <param name="Tile">Its tile.</param>
/// <param name="Ours">mag, rEff, q, pa, n.</param>
/// <param name="OurErrors">Their errors.</param>
/// <param name="Theirs">The reference's values.</param>
/// <param name="TheirErrors">Their errors.</param>
/// <param name="Chi2Reff">Our reduced χ² inside rEff (Eq. 11).</param>
/// <param name="SignalToNoise">S/N inside 1.5 arcsec.</param>
/// <param name="PsfFwhmArcsec">FWHM of the PSF.</param>
/// <param name="SeparationArcsec">Distance when matched.</param>
/// <param name="OurFlags">Our flag bits.</param>
/// <param name="TheirFlags">Bits of <see cref="ReferenceFlags"/>.</param>
internal readonly record struct ComparedObject(
    long GalaxyId, string Tile, double[] Ours, double[] OurErrors, double[] Theirs, double[] TheirErrors,
    double Chi2Reff, double SignalToNoise, double PsfFwhmArcsec, double SeparationArcsec, int OurFlags, int TheirFlags)
{
    /// <summary>Ours - theirs; the PA modulo 180 degrees, in [-90, 90).</summary>
    public double Difference(ScoredParameter parameter)
    {
        var at = ComparedParameters.ColumnOf(parameter);
        return parameter == ScoredParameter.Pa
            ? PositionAngles.Difference(Ours[at], Theirs[at])
            : Ours[at] - Theirs[at];
    }

    /// <summary>Joint 1-sigma error; one alone where the other is unknown, NaN without any.</summary>
    public double JointError(ScoredParameter parameter)
        => Joint(OurErrors[ComparedParameters.ColumnOf(parameter)], TheirErrors[ComparedParameters.ColumnOf(parameter)]);

    /// <summary>Joins two errors.</summary>
    public static double Joint(double ours, double theirs)
    {
        double our = ours > 0 ? ours : 0, their = theirs > 0 ? theirs : 0;
        return our + their > 0 ? Math.Sqrt(our * our + their * their) : double.NaN;
    }

    /// <summary>What is to be known of both: pile-ups and bounds, ours with a prefix.</summary>
    public IEnumerable<string> Tags()
        => ReferenceFlagNames.Decode((ReferenceFlags)TheirFlags)
            .Concat(FitFlagNames.Decode((FitFlags)OurFlags).Select(name => $"ours:{name}"));
}
