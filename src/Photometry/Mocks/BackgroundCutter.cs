using GaLNet.Photometry.Psf;

namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Chooses places on real backgrounds and cuts them out. Fields are shared: any number of threads may cut at a time.
/// </summary>
internal sealed class BackgroundCutter
{
    private const int MostTrials = 10_000;
    private const double SameScale = 1e-3;
    private const double SameMag = 1e-9;

    private readonly MockStampOptions _options;
    private readonly MockBackgrounds _backgrounds;
    private readonly BackgroundField[] _fields;
    private readonly double _brightFlux;

    /// <summary>Checks the fields against the stamps' size, scale and zero point.</summary>
    public BackgroundCutter(MockStampOptions options, MockBackgrounds backgrounds)
    {
        (_options, _backgrounds) = (options, backgrounds);
        if (options.Crowding is not null)
            throw new ArgumentException("Found neighbours to be drawn on real sky, which has its own; ask for one.");
        if (backgrounds.Fields.Count == 0)
            throw new ArgumentException("Found no background; give at least one field.");
        _fields = [.. backgrounds.Fields.Select(Checked)];
        _brightFlux = Math.Pow(10, -0.4 * (backgrounds.BrightMag - options.ZeroPoint));
    }

    private BackgroundField FieldOf(BackgroundPlace place) => _fields[place.Field];

    /// <summary>The noise of the sky at a place, and its gain.</summary>
    public MockNoise NoiseAt(BackgroundPlace place)
    {
        var field = FieldOf(place);
        return new MockNoise(field.SkySigma[place.YPix * field.Width + place.XPix], field.Gain);
    }

    /// <summary>A place that the rule accepts; every field is as likely as it is large.</summary>
    public BackgroundPlace Draw(RandomStream random)
    {
        var half = _options.SizePix / 2;
        double Places(BackgroundField field) => (double)(field.Width - 2 * half) * (field.Height - 2 * half);
        var total = _fields.Sum(Places);
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var below = random.NextUniform() * total;
            var number = 0;
            while (number < _fields.Length - 1 && below >= Places(_fields[number])) below -= Places(_fields[number++]);
            var place = new BackgroundPlace(
                number, half + (int)(random.NextUniform() * (_fields[number].Width - 2 * half)),
                half + (int)(random.NextUniform() * (_fields[number].Height - 2 * half)));
            if (IsUsable(place)) return place;
        }

        throw new InvalidOperationException(
            $"Found no place free of masked pixels and bright sources in {MostTrials} draws on "
            + $"{string.Join(", ", _fields.Select(field => field.Name))}; use another image or mask less.");
    }

    /// <summary>True where the rule accepts a stamp; the place must lie half a stamp inside the field.</summary>
    public bool IsUsable(BackgroundPlace place)
    {
        var field = FieldOf(place);
        var sigma = field.SkySigma[place.YPix * field.Width + place.XPix];
        return sigma > 0 && float.IsFinite(sigma)
            && !field.Masked.Touches(place.XPix, place.YPix, _options.SizePix / 2)
            && CentralLight(field, place.XPix, place.YPix) < _brightFlux;
    }

    /// <summary>The PSF of a place.</summary>
    public PsfStamp PsfAt(BackgroundPlace place)
        => FieldOf(place).PsfAt!(place.XPix, place.YPix, _options.PsfSizePix);

    /// <summary>Copies the field's own pixels.</summary>
    public void Cut(BackgroundPlace place, Span<float> stamp)
    {
        var field = FieldOf(place);
        var half = _options.SizePix / 2;
        for (var y = 0; y < _options.SizePix; y++)
            field.Pixels.AsSpan((place.YPix - half + y) * field.Width + place.XPix - half, _options.SizePix)
                .CopyTo(stamp[(y * _options.SizePix)..]);
    }

    private double CentralLight(BackgroundField field, int xPix, int yPix)
    {
        var radius = _backgrounds.CentralRadiusArcsec / field.PixelScaleArcsec;
        var reach = Math.Min((int)radius, _options.SizePix / 2);
        double sum = 0;
        for (var dy = -reach; dy <= reach; dy++)
        {
            var width = Math.Min(reach, (int)Math.Sqrt(radius * radius - dy * dy));
            foreach (var pixel in field.Pixels.AsSpan((yPix + dy) * field.Width + xPix - width, 2 * width + 1))
                sum += pixel;
        }

        return sum;
    }

    private BackgroundField Checked(BackgroundField field)
    {
        if (Math.Abs(field.PixelScaleArcsec / _options.PixelScaleArcsec - 1) > SameScale
            || Math.Abs(field.ZeroPoint - _options.ZeroPoint) > SameMag)
            throw new ArgumentException(
                $"Found {field.Name} with {field.PixelScaleArcsec} arcsec per pixel and zero point {field.ZeroPoint}, "
                + $"but stamps of {_options.PixelScaleArcsec} and {_options.ZeroPoint}; make the stamps in the "
                + "background's own scale and units.");
        if (field.Width < _options.SizePix || field.Height < _options.SizePix)
            throw new ArgumentException(
                $"Found {field.Name} of {field.Width} x {field.Height} pixels, smaller than a stamp of "
                + $"{_options.SizePix}; use a larger image.");
        if (_backgrounds.PairPsf && field.PsfAt is null)
            throw new ArgumentException(
                $"Found no PSF of its own in {field.Name} (too few good stars); let the PSFs be drawn at random.");
        return field;
    }
}
