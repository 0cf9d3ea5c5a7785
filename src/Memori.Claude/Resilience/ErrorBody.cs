using System.IO.Compression;
using System.Text;

namespace Memori.Claude.Resilience;

/// <summary>The body of an error response: read far enough to judge it, and still there to be passed on.</summary>
internal static class ErrorBody
{
    // Enough for any error of the API; a proxy's page may be larger.
    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads what the API says. Afterwards the response's body can be read once, byte for byte as it came.</summary>
    public static async Task<ApiError> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var start = new byte[MaxBytes];
        var length = 0;
        try
        {
            length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is IOException or ClaudeException)
        {
            // The status was there: a body that breaks off or stalls doesn't change what it says.
        }

        var encoding = string.Join(',', response.Content.Headers.ContentEncoding);
        response.Replace(new PrefixedStream(start.AsMemory(0, length), body));
        return ApiError.Read((int)response.StatusCode, Text(start.AsMemory(0, length), encoding), response.Headers, time.GetUtcNow());
    }

    private static string Text(ReadOnlyMemory<byte> body, string encoding)
    {
        var packed = new MemoryStream(body.ToArray());
        using Stream? unpacked = encoding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        if (unpacked is null)
        {
            return Encoding.UTF8.GetString(body.Span);
        }

        try
        {
            var text = new byte[MaxBytes];
            return Encoding.UTF8.GetString(text, 0, unpacked.ReadAtLeast(text, text.Length, throwOnEndOfStream: false));
        }
        catch (Exception cause) when (cause is InvalidDataException or InvalidOperationException)
        {
            // Not what its header says: the status alone decides.
            return "";
        }
    }
}
