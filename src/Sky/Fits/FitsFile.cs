using GaLNet.Sky.IO;

namespace GaLNet.Sky.Fits;

/// <summary>
/// A FITS file open for reading. Only headers are read at once; pixels and rows are fetched at random as they are asked
/// for, from any thread.
/// </summary>
public sealed class FitsFile : IDisposable
{
    private readonly ByteSource _source;
    private readonly string? _selector;

    private FitsFile(FitsPath path, ByteSource source)
    {
        _source = source;
        _selector = path.Selector;
        Path = path.File;
        var scanner = new FitsHduScanner(source, System.IO.Path.GetFileName(path.File));
        Hdus = scanner.Scan().ConvertAll(FitsHduFactory.Create);
        Warnings = scanner.Warnings;
    }

    /// <summary>The file's name as given, without a selector in brackets.</summary>
    public string Path { get; }

    /// <summary>Every HDU in file order.</summary>
    public IReadOnlyList<FitsHdu> Hdus { get; }

    /// <summary>What is not as the standard wants it but does not stop reading, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// Opens a file (plain, gzip or bzip2). The path may name an HDU: <c>x.fits[SCI]</c>, <c>x.fits[SCI,2]</c>,
    /// <c>x.fits[1]</c>. Throws <see cref="FitsException"/> when the file is missing, a folder, empty, cut short or not
    /// FITS.
    /// </summary>
    public static FitsFile Open(string path)
    {
        var named = FitsPath.Parse(path);
        if (Directory.Exists(named.File))
            throw new FitsException($"{named.File} is a folder; name the FITS file in it.");
        if (!File.Exists(named.File))
            throw new FitsException($"{named.File} does not exist.");
        ByteSource? source = null;
        try
        {
            source = CompressedFile.Open(named.File);
            RefuseForeign(named.File, source);
            return new FitsFile(named, source);
        }
        catch (FitsException)
        {
            source?.Dispose();
            throw;
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            source?.Dispose();
            throw new FitsException($"{named.File} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>The first HDU with pixels, or the one named here or in the path's brackets.</summary>
    public FitsImage Image(string? selector = null)
    {
        selector ??= _selector;
        if (selector is not null)
            return Hdu(selector) as FitsImage ?? throw Unsuitable(Hdu(selector), "an image");
        return Hdus.OfType<FitsImage>().FirstOrDefault(i => i.Shape.Count >= 2)
            ?? throw new FitsException($"{Path} holds no image: {Listing()}.");
    }

    /// <summary>
    /// The first binary table (FITS-LDAC: the objects), or the one named here or in the path's brackets.
    /// </summary>
    public FitsTable Table(string? selector = null)
    {
        selector ??= _selector;
        if (selector is not null)
            return Hdu(selector) as FitsTable ?? throw Unsuitable(Hdu(selector), "a binary table");
        // FITS-LDAC: in front of the objects stands a table that holds the image's header.
        return Hdus.OfType<FitsTable>().FirstOrDefault(t => t.Name is "LDAC_OBJECTS" or "OBJECTS")
            ?? Hdus.OfType<FitsTable>().FirstOrDefault()
            ?? throw new FitsException($"{Path} holds no binary table: {Listing()}.");
    }

    /// <summary>The HDU with this number, EXTNAME, or <c>EXTNAME,EXTVER</c>.</summary>
    public FitsHdu Hdu(string selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Hdus.FirstOrDefault(h => FitsPath.Matches(h, selector))
            ?? throw new FitsException($"{Path} has no HDU [{selector}]; it has {Listing()}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static bool IsUnreadable(Exception fault)
        => fault is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException
            or ICSharpCode.SharpZipLib.SharpZipBaseException;

    private static void RefuseForeign(string path, ByteSource source)
    {
        if (source.Length == 0)
            throw new FitsException($"{path} is empty; a FITS file has at least one block of 2880 bytes.");
        Span<byte> start = stackalloc byte[(int)Math.Min(9, source.Length)];
        source.Read(0, start);
        if (start.StartsWith("\u001f\u009d"u8) || (start.Length > 1 && start[0] == 0x1F && start[1] is 0x9D or 0xA0))
            throw new FitsException($"{path} is packed by Unix compress (.Z); unpack it with uncompress or gunzip.");
        if (start.StartsWith("PK"u8))
            throw new FitsException(
                $"{path} is a zip archive, not a FITS file; unpack it and name the FITS file in it.");
        if (!start.SequenceEqual("SIMPLE  ="u8))
            throw new FitsException($"{path} is not a FITS file: it does not start with SIMPLE =.");
    }

    private static FitsException Unsuitable(FitsHdu hdu, string wanted) => new(hdu.Kind switch
    {
        FitsHduKind.Empty => $"{hdu} holds no data; name an HDU that holds {wanted}.",
        FitsHduKind.RandomGroups => $"{hdu} holds random groups, which are not read; convert it to an image.",
        FitsHduKind.AsciiTable => $"{hdu} is an ASCII table, which is not read; convert it to a binary table.",
        var kind => $"{hdu} holds {Describe(kind)}, not {wanted}.",
    });

    private string Listing() => string.Join(", ", Hdus.Select(h =>
        $"{h.Index}{(h.Name.Length > 0 ? $" {h.Name}" : "")} ({Describe(h.Kind)})"));

    private static string Describe(FitsHduKind kind) => kind switch
    {
        FitsHduKind.Empty => "no data",
        FitsHduKind.Image => "image",
        FitsHduKind.CompressedImage => "compressed image",
        FitsHduKind.BinaryTable => "binary table",
        FitsHduKind.AsciiTable => "ASCII table",
        FitsHduKind.RandomGroups => "random groups",
        _ => "unknown extension",
    };
}
