using System.IO.Compression;
using System.Security.Cryptography;

namespace Memori.Server.Page;

/// <summary>A file of the page in memory, with the compressed forms that the build put beside it, else compressed when it is first asked for that way. Thread-safe.</summary>
/// <param name="name">Its path from the page's directory, with slashes.</param>
/// <param name="bytes">What is in it.</param>
/// <param name="brotli">Its form in Brotli, or null where there is none yet.</param>
/// <param name="gzip">Its form in gzip, or null where there is none yet.</param>
internal sealed class PageFile(string name, byte[] bytes, byte[]? brotli = null, byte[]? gzip = null)
{
    // Smaller ones fit into a packet or two as they are.
    private const int WorthCompressing = 1_400;

    private readonly Lazy<byte[]> _brotli = new(() => brotli ?? Compress(bytes, static to => new BrotliStream(to, CompressionLevel.Optimal)));
    private readonly Lazy<byte[]> _gzip = new(() => gzip ?? Compress(bytes, static to => new GZipStream(to, CompressionLevel.Optimal)));

    /// <summary>What it is.</summary>
    public string ContentType { get; } = Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json",
        ".webmanifest" => "application/manifest+json",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain; charset=utf-8",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    /// <summary>Whether its name has a hash of its content: it never changes.</summary>
    public bool IsImmutable { get; } = name.StartsWith("assets/", StringComparison.Ordinal);

    /// <summary>Its entity tag.</summary>
    public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"";

    /// <summary>Its bytes.</summary>
    public byte[] Bytes => bytes;

    private bool IsCompressible => bytes.Length > WorthCompressing && !ContentType.StartsWith("font/", StringComparison.Ordinal) && ContentType is not ("image/png" or "image/x-icon" or "application/octet-stream");

    /// <summary>The bytes in the best form that a client takes, and what that form is called; null for plain.</summary>
    /// <param name="acceptEncoding">What the client takes, as its header says.</param>
    public (byte[] Bytes, string? Encoding) For(IList<Microsoft.Net.Http.Headers.StringWithQualityHeaderValue> acceptEncoding) =>
        !IsCompressible ? (bytes, null)
        : Takes(acceptEncoding, "br") ? (_brotli.Value, "br")
        : Takes(acceptEncoding, "gzip") ? (_gzip.Value, "gzip")
        : (bytes, null);

    private static bool Takes(IList<Microsoft.Net.Http.Headers.StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var to = new MemoryStream();
        using (var through = compressor(to))
        {
            through.Write(plain);
        }

        return to.ToArray();
    }
}
