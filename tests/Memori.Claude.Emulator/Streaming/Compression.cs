using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator.Streaming;

/// <summary>An answer in gzip for a caller who accepts it.</summary>
internal static class Compression
{
    /// <summary>Compresses what is written to the answer until disposed; null when the caller does not accept it.</summary>
    public static GZipStream? Begin(HttpContext context)
    {
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        context.Response.Body = gzip;
        context.Response.Headers.ContentEncoding = "gzip";
        return gzip;
    }
}
