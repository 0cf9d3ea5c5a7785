namespace Memori.Claude.Tokens;

/// <summary>
/// The tokens of images and documents. Source: Anthropic's documentation of vision (width × height / 750, larger images are scaled down to about 1,600 tokens) and of
/// PDF (1,500 to 3,000 tokens a page).
/// </summary>
internal static class MediaTokens
{
    /// <summary>An image of any size takes no more.</summary>
    public const double LargestImage = 1_600;

    /// <summary>A page of a document.</summary>
    public const double Page = 2_500;

    /// <summary>The pages of a document that is not in the request.</summary>
    public const int UsualPages = 10;

    /// <summary>The pages that such a document may have: as many as the API takes in a window of 200,000 tokens.</summary>
    public const int ManyPages = 100;

    private const double PixelsPerToken = 750;
    private const double LongestSide = 1_568;
    private const double BytesPerPage = 20_000;
    private const int MostPages = 600;
    private const int Chunk = 3 * 1024;

    /// <summary>The tokens of <paramref name="bytes"/>, or null when they are neither an image whose size can be read nor a PDF.</summary>
    public static MediaSize? Of(MediaBytes bytes)
    {
        Span<byte> start = stackalloc byte[8];
        if (bytes.Read(0, start) < start.Length)
        {
            return null;
        }

        if (start.StartsWith("%PDF-"u8))
        {
            // What a file says of its pages can be a lie, and a page can be there many times at no length.
            var tokens = Page * Pages(bytes);
            return new MediaSize(tokens, Unseen: Math.Max(0, (Page * ManyPages) - tokens));
        }

        return ImageSize.Of(bytes) is var (width, height) ? new MediaSize(OfImage(width, height), Unseen: 0) : null;
    }

    /// <summary>The tokens of an image of that size in pixels.</summary>
    public static double OfImage(int width, int height)
    {
        var scale = Math.Min(1, LongestSide / Math.Max(1, Math.Max(width, height)));
        return Math.Clamp(width * scale * (height * scale) / PixelsPerToken, 1, LargestImage);
    }

    /// <summary>The tokens of what came encrypted: six bytes of base64 are about four characters.</summary>
    public static double Encrypted(int length) => length / 6.0;

    // Page objects are in plain sight in simple files; in compressed ones only the length tells.
    private static int Pages(MediaBytes bytes)
    {
        var pages = 0;
        Span<byte> chunk = stackalloc byte[Chunk + 16];
        for (long at = 0; at < bytes.Length && pages < MostPages; at += Chunk)
        {
            var rest = (ReadOnlySpan<byte>)chunk[..bytes.Read(at, chunk)];
            var end = rest.Length - 16;
            for (var found = rest.IndexOf("/Page"u8); found >= 0 && found < end; found = rest.IndexOf("/Page"u8))
            {
                pages += found + 5 < rest.Length && rest[found + 5] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'/' or (byte)'>' ? 1 : 0;
                rest = rest[(found + 5)..];
                end -= found + 5;
            }
        }

        return Math.Clamp(pages > 0 ? pages : (int)(bytes.Length / BytesPerPage), 1, MostPages);
    }
}

/// <summary>What an image or document takes.</summary>
/// <param name="Tokens">The expected tokens.</param>
/// <param name="Unseen">How many more there may be that its bytes don't show.</param>
internal readonly record struct MediaSize(double Tokens, double Unseen);
