using System.Globalization;
using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>
/// PSFs at places of a field: Euclid MER's grid image with its table of places, Anderson's STDPSF cubes of HST and
/// JWST, and cubes whose keywords X0, Y0, X1 … tell the places, as simulated fields have.
/// </summary>
internal static class PsfGrid
{
    // STDPSF files sample every pixel four times and say so nowhere (Anderson 2016, WFC3 ISR 2016-12).
    private const double StandardStepPix = 0.25;

    public static IEnumerable<PsfInFile> Find(FitsFile file)
    {
        foreach (var image in file.Hdus.OfType<FitsImage>())
        {
            if (image.Header.Integer("STMPSIZE") is { } side)
                yield return Euclid(file, image, side);
            else if (image.Planes > 1 && image.Header.Has("NXPSFS") && image.Header.Has("IPSFX01"))
                yield return Cube(image, Standard(image), StandardStepPix);
            else if (image.Planes > 1 && image.Header.Number("X0") is not null && image.Header.Number("Y0") is not null)
                yield return Cube(image, Numbered(image), PsfImage.Step(image.Header));
        }
    }

    private static PsfInFile Euclid(FitsFile file, FitsImage image, long side)
    {
        var table = file.Hdus.OfType<FitsTable>().FirstOrDefault(t => t.Has("x_center") && t.Has("y_center"))
            ?? throw new FitsException($"{image} has STMPSIZE but no table with x_center and y_center tells where the "
                + "PSFs are in it; fetch the whole grid file.");
        if (side is < 3 or > 1000 || side % 2 == 0)
            throw new FitsException(
                $"{image} has STMPSIZE = {side}; PSFs of an odd number of pixels from 3 up are read.");
        var (size, half) = ((int)side * (int)side, (int)side / 2);
        var (xs, ys) = (table.Doubles("x_center"), table.Doubles("y_center"));
        var (onX, onY) = (table.Doubles("x"), table.Doubles("y"));
        var images = new float[(long)xs.Length * size];
        for (var i = 0; i < xs.Length; i++)
        {
            var (x0, y0) = (Math.Round(xs[i]) - 1 - half, Math.Round(ys[i]) - 1 - half);
            if (!(x0 >= 0 && y0 >= 0 && x0 <= image.Width - side && y0 <= image.Height - side))
                throw new FitsException($"{table}, row {i + 1}: the PSF at ({xs[i]}, {ys[i]}) lies outside {image}.");
            image.ReadWindow((int)x0, (int)y0, (int)side, (int)side, images.AsSpan(i * size, size));
        }
        return new PsfInFile
        {
            Kind = PsfKind.Grid,
            Source = $"{image}: STMPSIZE keyword, {table}",
            Part = image.Name.Trim(),
            Width = (int)side,
            Height = (int)side,
            Images = images,
            StepPix = PsfImage.Step(image.Header),
            Places = [.. onX.Zip(onY, (x, y) => new PsfPlace(x, y))],
        };
    }

    private static PsfInFile Cube(FitsImage image, List<PsfPlace> places, double step)
    {
        if (places.Count != image.Planes || image.Width % 2 == 0 || image.Height % 2 == 0)
            throw new FitsException($"{image} has {image.Planes} planes of {image.Width}x{image.Height} pixels and "
                + $"places for {places.Count}; a grid of PSFs has one place a plane and odd sides.");
        var size = image.Width * image.Height;
        var images = new float[(long)size * image.Planes];
        for (var plane = 0; plane < image.Planes; plane++)
            image.ReadWindow(0, 0, image.Width, image.Height, images.AsSpan(plane * size, size), plane);
        return new PsfInFile
        {
            Kind = PsfKind.Grid,
            Source = $"{image}: places in its keywords",
            Part = image.Name.Trim(),
            Width = image.Width,
            Height = image.Height,
            Images = images,
            StepPix = step,
            Places = places,
        };
    }

    /// <summary>Columns IPSFXnn and rows JPSFYnn of an STDPSF cube, columns running fastest.</summary>
    private static List<PsfPlace> Standard(FitsImage image)
    {
        var (xs, ys) = (Values(image, "IPSFX"), Values(image, "JPSFY"));
        return [.. ys.SelectMany(y => xs.Select(x => new PsfPlace(x, y)))];
    }

    private static List<double> Values(FitsImage image, string key)
    {
        var values = new List<double>();
        for (var i = 1; image.Header.Number($"{key}{i:D2}") is { } value && value < 9999; i++)
            values.Add(value);
        return values;
    }

    private static List<PsfPlace> Numbered(FitsImage image)
    {
        var places = new List<PsfPlace>();
        while (places.Count < image.Planes && Place(places.Count) is { } place)
            places.Add(place);
        return places;

        PsfPlace? Place(int i) => image.Header.Number(string.Create(CultureInfo.InvariantCulture, $"X{i}")) is { } x
            && image.Header.Number(string.Create(CultureInfo.InvariantCulture, $"Y{i}")) is { } y
            ? new PsfPlace(x, y)
            : null;
    }
}
