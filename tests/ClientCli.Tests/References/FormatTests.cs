using System.Globalization;
using System.Text;
using GaLNet.ClientCli.References;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.References;

/// <summary>
/// A simulated truth, written out in every shipped format from that format's own public definition and read back,
/// agrees to rounding.
/// </summary>
public sealed class FormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<double, bool> Frames => new() { { 0, false }, { 37, false }, { -112, true }, { 180, true } };

    [Fact]
    public void Every_shipped_format_is_tested_here()
        => ReferenceFormats.Names.Should().Equal(
            "2dphot", "euclid-mer", "galfit", "galnet", "lsst-object", "sextractor", "sigma-gama",
            "sourcextractor++", "sourcextractor++-world", "tractor");

    [Fact]
    public void TwoDphot_has_our_conventions() => Agrees("2dphot", new SimulatedTruth(), ".csv",
        ("id", g => 7), ("ra", g => g.RaDeg), ("dec", g => g.DecDeg), ("mag_r", g => g.Mag), ("re", g => g.Reff),
        ("q", g => g.Q), ("pa", g => g.PaDeg), ("n", g => g.N));

    [Fact]
    public void A_circularised_radius_is_made_semi_major() => Agrees("2dphot", new SimulatedTruth(), ".csv",
        ["conventions.radius=circularised", "columns.reff=re_circ"],
        ("ra", g => g.RaDeg), ("dec", g => g.DecDeg), ("mag", g => g.Mag), ("re_circ", g => g.Reff * Math.Sqrt(g.Q)),
        ("q", g => g.Q), ("pa", g => g.PaDeg), ("n", g => g.N));

    [Theory]
    [MemberData(nameof(Frames))]
    public void Sextractor_counts_angles_from_x(double northDeg, bool isMirrored)
    {
        var truth = new SimulatedTruth(northDeg, isMirrored);
        Agrees("sextractor", truth, ".fits", SextractorColumns(truth));
    }

    /// <summary>
    /// As SExtractor writes it for PSFEx: the image's header as a table in front of the objects, and among their columns
    /// an array of pixels. astropy writes the file.
    /// </summary>
    [Fact]
    public void A_fits_ldac_catalogue_is_read()
    {
        const string python = "/usr/bin/python3";
        Assert.SkipWhen(Oracle.Run(python, ["-c", "import astropy"]) is null, "needs Python with astropy");
        var truth = new SimulatedTruth(37, true);
        var plain = _folder["plain.fits"];
        Write(plain, truth, SextractorColumns(truth));
        var ldac = _folder["sex.ldac"];
        Oracle.Run(python, ["-c", """
            import sys, numpy as np
            from astropy.io import fits
            objects = fits.open(sys.argv[1])[1]
            pixels = fits.Column("VIGNET", "1225E", array=np.zeros((len(objects.data), 1225)), dim="(35,35)")
            cards = "".join(card.ljust(80) for card in ("SIMPLE  =                    T", "END"))
            image = fits.BinTableHDU.from_columns(
                [fits.Column("Field Header Card", f"{len(cards)}A", array=[cards])], name="LDAC_IMHEAD")
            fits.HDUList([fits.PrimaryHDU(), image, fits.BinTableHDU.from_columns(
                [*objects.columns, pixels], name="LDAC_OBJECTS")]).writeto(sys.argv[2])
            """, plain, ldac]).Should().NotBeNull();
        using var table = new CatalogueFile(Table.Open(ldac));
        Agrees(table, "sextractor", truth, []);
    }

    [Fact]
    public void Sigma_states_ellipticities() => Agrees("sigma-gama", new SimulatedTruth(), ".vot",
        ("CATAID", g => 5), ("RA", g => g.RaDeg), ("DEC", g => g.DecDeg), ("GALMAG_r", g => g.Mag),
        ("GALRE_r", g => g.Reff), ("GALELLIP_r", g => 1 - g.Q), ("GALPA_r", g => g.PaDeg), ("GALINDEX_r", g => g.N));

    [Fact]
    public void The_tractor_states_nanomaggies_and_e1_e2() => Agrees("tractor", new SimulatedTruth(), ".fits",
        ("objid", g => 5), ("ra", g => g.RaDeg), ("dec", g => g.DecDeg),
        ("flux_r", g => Math.Pow(10, (22.5 - g.Mag) / 2.5)), ("shape_r", g => g.Reff),
        ("shape_e1", g => (1 - g.Q) / (1 + g.Q) * Math.Cos(2 * g.PaDeg * Math.PI / 180)),
        ("shape_e2", g => (1 - g.Q) / (1 + g.Q) * Math.Sin(2 * g.PaDeg * Math.PI / 180)), ("sersic", g => g.N));

    [Theory]
    [MemberData(nameof(Frames))]
    public void Lsst_states_sizes_along_the_axes_and_a_correlation(double northDeg, bool isMirrored)
    {
        var truth = new SimulatedTruth(northDeg, isMirrored);
        double Size(SimulatedTruth.Galaxy g, double towardsDeg)
        {
            var (sin, cos) = Math.SinCos((truth.FromX(g) - towardsDeg) * Math.PI / 180);
            return g.Reff / SimulatedTruth.PixelScaleArcsec * Math.Sqrt(cos * cos + g.Q * g.Q * sin * sin);
        }

        // The covariance of the ellipse is a²(1 - q²) sin cos of its direction.
        double Rho(SimulatedTruth.Galaxy g)
        {
            var (sin, cos) = Math.SinCos(truth.FromX(g) * Math.PI / 180);
            var a = g.Reff / SimulatedTruth.PixelScaleArcsec;
            return a * a * (1 - g.Q * g.Q) * sin * cos / (Size(g, 0) * Size(g, 90));
        }

        Agrees("lsst-object", truth, ".parquet",
            ("objectId", g => 5), ("sersic_ra", g => g.RaDeg), ("sersic_dec", g => g.DecDeg),
            ("r_sersicFlux", g => Math.Pow(10, (31.4 - g.Mag) / 2.5)), ("sersic_index", g => g.N),
            ("sersic_reff_x", g => Size(g, 0)), ("sersic_reff_y", g => Size(g, 90)), ("sersic_rho", Rho));
    }

    [Fact]
    public void Euclid_states_microjansky() => Agrees("euclid-mer", new SimulatedTruth(), ".fits",
        ("OBJECT_ID", g => 5), ("RIGHT_ASCENSION", g => g.RaDeg), ("DECLINATION", g => g.DecDeg),
        ("FLUX_VIS_SERSIC", g => 1e6 * 3631 * Math.Pow(10, -0.4 * g.Mag) * MicrojanskyOfZeroPoint),
        ("SERSIC_SERSIC_VIS_RADIUS", g => g.Reff), ("SERSIC_SERSIC_VIS_AXIS_RATIO", g => g.Q),
        ("SERSIC_ANGLE", g => g.PaDeg), ("SERSIC_SERSIC_VIS_INDEX", g => g.N));

    [Theory]
    [MemberData(nameof(Frames))]
    public void Sourcextractor_counts_radians_from_x(double northDeg, bool isMirrored)
    {
        var truth = new SimulatedTruth(northDeg, isMirrored);
        Agrees("sourcextractor++", truth, ".fits",
            ("source_id", g => 5), ("x", g => truth.Pixel(g).X), ("y", g => truth.Pixel(g).Y), ("mag", g => g.Mag),
            ("rad", g => g.Reff / SimulatedTruth.PixelScaleArcsec), ("aspect", g => g.Q),
            ("angle", g => truth.FromX(g) * Math.PI / 180), ("sersic", g => g.N));
    }

    [Fact]
    public void Sourcextractor_states_degrees_on_the_sky() => Agrees("sourcextractor++-world", new SimulatedTruth(), ".fits",
        ("source_id", g => 5), ("RA_MODEL", g => g.RaDeg), ("DEC_MODEL", g => g.DecDeg), ("MAG_MODEL_r", g => g.Mag),
        ("RADIUS", g => g.Reff / 3600), ("AXRATIO", g => g.Q), ("ANGLE", g => (g.PaDeg + 90) % 180 - 90),
        ("SERSIC", g => g.N));

    [Fact]
    public void Degrees_are_not_taken_for_pixels()
    {
        var path = _folder["world.csv"];
        File.WriteAllText(path, "source_id,ra,dec,mag,RADIUS,AXRATIO,ANGLE,SERSIC\n1,1,1,20,1e-4,0.5,3,1\n");
        using var table = new CatalogueFile(Table.Open(path));
        var reading = () => Read(table, "sourcextractor++", null, []);
        reading.Should().Throw<CommandFailedException>().WithMessage("*no column for q (looked for*AXRATIO*");
    }

    [Fact]
    public void Our_own_catalogue_is_read() => Agrees("galnet", new SimulatedTruth(), ".ecsv",
        ("galaxy_id", g => 5), ("ra", g => g.RaDeg), ("dec", g => g.DecDeg), ("mag", g => g.Mag),
        ("reff", g => g.Reff), ("q", g => g.Q), ("pa", g => g.PaDeg), ("n", g => g.N));

    [Theory]
    [MemberData(nameof(Frames))]
    public void Galfit_counts_angles_from_up(double northDeg, bool isMirrored)
    {
        var truth = new SimulatedTruth(northDeg, isMirrored);
        var log = new StringBuilder();
        string Number(double value) => value.ToString("F9", CultureInfo.InvariantCulture);
        foreach (var g in truth.Galaxies)
        {
            var (x, y) = truth.Pixel(g);
            var pa = Math.IEEERemainder(truth.FromX(g) - 90, 180);
            log.AppendLine("Input image     : gal.fits[1:93,1:93]").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $" sersic    : ( {Number(x)},  {Number(y)})   {Number(g.Mag)}"
                    + $"  {Number(g.Reff / SimulatedTruth.PixelScaleArcsec)}  {Number(g.N)}  {Number(g.Q)}  {Number(pa)}")
                .AppendLine("             (  0.01,  0.02)   0.03  *0.04*  0.05  0.06  0.07")
                .AppendLine(" sky       : [ 47.00,  47.00]  7.30e-01  [0.00e+00]  [0.00e+00]")
                .AppendLine(" Chi^2 = 12695.0,  ndof = 8641").AppendLine(" Chi^2/nu = 1.469");
        }

        File.WriteAllText(_folder["fit.log"], log.ToString());
        using var table = new GalfitTable([_folder["fit.log"]]);
        var read = Agrees(table, "galfit", truth, []);
        read.Should().OnlyContain(one => one.Chi2 == 1.469 && one.MagError == 0.03 && one.PaError == 0.07
            && one.Flags == (int)ReferenceFlags.FlaggedByCode, "the log marks *0.04* as not to be trusted");
    }

    [Fact]
    public void Galfit_results_of_the_world_agree_with_each_other()
    {
        var parameters = SharedData.Require("galfit_example/galfit.01");
        var block = SharedData.Require("galfit_example/imgblock.fits");
        using var table = new GalfitTable([parameters, block]);
        table.Count.Should().Be(2, "the sky is no galaxy");
        foreach (var (column, value) in new[]
        {
            ("X", 46.5265), ("Y", 48.2556), ("MAG", 22.9761), ("RE", 2.6233), ("N", 4.1097), ("Q", 0.8572),
            ("PA", -71.7466),
        })
        {
            table.Numbers(column).Should().Equal(value, value);
        }

        table.Numbers("CHI2NU").Should().Equal([1.469, 1.469], (one, other) => Math.Abs(one - other) < 1e-3);
        table.Numbers("MAG_ERR").Should().OnlyContain(error => double.IsNaN(error), "+/- 0.0000 is no error");
    }

    [Fact]
    public void Errors_follow_their_shapes()
    {
        var e = Ellipse.OfE1E2(2, 0.3, 0, 0.1, 0.02, 0.03);
        e.QError.Should().BeApproximately(2 / (1.3 * 1.3) * 0.02, 1e-12);
        e.AngleErrorDeg.Should().BeApproximately(0.03 / 0.6 * 180 / Math.PI, 1e-9);
        // Along the axes the matrix is diagonal: the major axis is x, and q = y/x.
        var c = Ellipse.OfCovariance(4, 2, 0, 0.1, 0.2, 0.3);
        c.MajorError.Should().BeApproximately(0.1, 1e-6);
        c.QError.Should().BeApproximately(Math.Sqrt(Math.Pow(0.2 / 4, 2) + Math.Pow(2 * 0.1 / 16, 2)), 1e-6);
        // tan 2A = 2 rho x y/(x² - y²), so dA/drho = x y/(x² - y²) at rho = 0.
        c.AngleErrorDeg.Should().BeApproximately(8.0 / 12 * 0.3 * 180 / Math.PI, 1e-3);
        var round = new Ellipse(1, 0.25, 0, 0.1, double.NaN, double.NaN).WithCircularisedRadius();
        (round.Major, round.MajorError).Should().Be((2, 0.2));
    }

    [Fact]
    public void Inverse_variances_bad_values_guesses_and_bounds_are_understood()
    {
        File.WriteAllText(_folder["t.csv"],
            "ra,dec,flux_r,flux_ivar_r,shape_r,shape_r_ivar,shape_e1,shape_e2,sersic,sersic_ivar\n"
            + "150,0,100,0.04,1,100,0,0,6,4\n150.01,0,100,0,0,0,0,0,0,0\n");
        var rows = Read(new CatalogueFile(Table.Open(_folder["t.csv"])), "tractor", null, []);
        rows[0]!.MagError.Should().BeApproximately(1.0857362 * 5 / 100, 1e-7);
        (rows[0]!.ReffError, rows[0]!.NError).Should().Be((0.1, 0.5));
        rows[0]!.Flags.Should().Be((int)ReferenceFlags.IndexAtBound);
        rows[1].Should().BeNull("a point source has no galaxy fit");

        File.WriteAllText(_folder["d.csv"], "ra,dec,mag,re,q,pa,n\n150,0,20,1,0.8,90,2\n150,0,20,1,0.81,-99,2\n");
        var dphot = Read(new CatalogueFile(Table.Open(_folder["d.csv"])), "2dphot", null, []);
        dphot[0]!.Flags.Should().Be((int)(ReferenceFlags.PaPileUp | ReferenceFlags.AxisRatioPileUp));
        (dphot[1]!.Flags, dphot[1]!.PaDeg).Should().Be((0, double.NaN));
    }

    [Theory]
    [InlineData("ra,dec,mag,re,q,pa\n1,2,3,4,0.5,6\n", "no column for n", "re, q, pa")]
    [InlineData("mag,re,q,pa,n\n3,4,0.5,6,1\n", "no column for a position", "--set columns.ra=NAME")]
    public void A_missing_column_is_named_with_those_there_are(string csv, params string[] words)
    {
        File.WriteAllText(_folder["t.csv"], csv);
        var reading = () => Read(new CatalogueFile(Table.Open(_folder["t.csv"])), "2dphot", null, []);
        var message = reading.Should().Throw<CommandFailedException>().Which.Message;
        words.Should().OnlyContain(word => message.Contains(word));
    }

    [Theory]
    [InlineData("[columns]\nradius = \"R\"\n", "'radius' under [columns]", "ellipticity")]
    [InlineData("[conventions]\nradius = \"equivalent\"\n", "radius = 'equivalent'", "major, circularised")]
    [InlineData("[columns]\nflux = \"F\"\n", "flux_zero_point")]
    [InlineData("[columns\n", "no TOML")]
    [InlineData("colums = 1\n", "'colums' at its top", "columns, conventions")]
    public void A_wrong_mapping_says_what_may_be(string toml, params string[] words)
    {
        var reading = () => FormatText.Parse("mine", toml, "mine.toml", [], "r");
        var message = reading.Should().Throw<CommandFailedException>().Which.Message;
        words.Should().OnlyContain(word => message.Contains(word));
    }

    public void Dispose() => _folder.Dispose();

    // AB: 0 mag is 3631 Jy to four digits; the format's zero point of 23.9 makes it 3630.78.
    private static double MicrojanskyOfZeroPoint => Math.Pow(10, 23.9 / 2.5) / (1e6 * 3631);

    private void Agrees(
        string format, SimulatedTruth truth, string suffix,
        params (string Column, Func<SimulatedTruth.Galaxy, double> Value)[] columns)
        => Agrees(format, truth, suffix, [], columns);

    private void Agrees(
        string format, SimulatedTruth truth, string suffix, string[] overrides,
        params (string Column, Func<SimulatedTruth.Galaxy, double> Value)[] columns)
    {
        var path = _folder["catalogue" + suffix];
        Write(path, truth, columns);
        using var table = new CatalogueFile(Table.Open(path));
        Agrees(table, format, truth, overrides);
    }

    private static (string, Func<SimulatedTruth.Galaxy, double>)[] SextractorColumns(SimulatedTruth truth) =>
    [
        ("NUMBER", g => 1), ("XMODEL_IMAGE", g => truth.Pixel(g).X), ("YMODEL_IMAGE", g => truth.Pixel(g).Y),
        ("MAG_SPHEROID", g => g.Mag), ("SPHEROID_REFF_IMAGE", g => g.Reff / SimulatedTruth.PixelScaleArcsec),
        ("SPHEROID_ASPECT_IMAGE", g => g.Q), ("SPHEROID_SERSICN", g => g.N),
        ("SPHEROID_THETA_IMAGE", g => Math.IEEERemainder(truth.FromX(g), 180)),
    ];

    private static void Write(
        string path, SimulatedTruth truth, (string Column, Func<SimulatedTruth.Galaxy, double> Value)[] columns)
    {
        using var writer = TableWriter.Create(
            path, [.. columns.Select(column => new TableColumn(column.Column, TableType.Double))]);
        foreach (var galaxy in truth.Galaxies)
        {
            for (var at = 0; at < columns.Length; at++)
            {
                writer.Row.Set(at, columns[at].Value(galaxy));
            }

            writer.WriteRow();
        }

        writer.Commit();
    }

    private static ReferenceMeasurement[] Agrees(
        IReferenceTable table, string format, SimulatedTruth truth, string[] overrides)
    {
        var read = Read(table, format, truth, overrides);
        read.Should().HaveCount(truth.Galaxies.Length);
        foreach (var (one, galaxy) in read.Zip(truth.Galaxies))
        {
            one!.RaDeg.Should().BeApproximately(galaxy.RaDeg, 1e-9);
            one.DecDeg.Should().BeApproximately(galaxy.DecDeg, 1e-9);
            one.Mag.Should().BeApproximately(galaxy.Mag, 1e-9);
            one.ReffArcsec.Should().BeApproximately(galaxy.Reff, 2e-7 * galaxy.Reff);
            one.Q.Should().BeApproximately(galaxy.Q, 1e-8);
            // Away from the reference point North turns by ra sin(dec) over the field: 2e-5 degrees here.
            PositionAngles.Difference(one.PaDeg, galaxy.PaDeg).Should().BeApproximately(0, 3e-5);
            one.PaDeg.Should().BeInRange(0, 180);
            one.N.Should().BeApproximately(galaxy.N, 1e-9);
        }

        return [.. read.OfType<ReferenceMeasurement>()];
    }

    private static ReferenceMeasurement?[] Read(
        IReferenceTable table, string name, SimulatedTruth? truth, string[] overrides)
    {
        var (format, _) = ReferenceFormats.Load(name, null, overrides, "r");
        var columns = new ReferenceColumns(table, format);
        var converter = new ReferenceConverter(format, truth?.Wcs);
        var places = converter.Positions(columns, table.Count);
        var ids = columns.Ids();
        return [.. Enumerable.Range(0, table.Count).Select(row =>
            converter.Convert(columns, row, ids[row], places[row], name, "hash"))];
    }
}
