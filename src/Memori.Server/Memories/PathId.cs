using Microsoft.AspNetCore.Http.Features;

namespace Memori.Server.Memories;

/// <summary>The id in a path, exactly as the client wrote it.</summary>
internal static class PathId
{
    /// <summary>Routing leaves <c>%2F</c> encoded, so that an id with a slash could not be told from one with <c>%2F</c>: the raw path can.</summary>
    /// <param name="routed">The id as routing has it.</param>
    /// <param name="request">The request.</param>
    /// <param name="segments">Which segment from the end: 1 is the last.</param>
    public static string Of(string routed, HttpRequest request, int segments = 1)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = raw.Split('?', 2)[0].TrimEnd('/').Split('/');
        var written = path.Length < segments ? "" : path[^segments];
        return Identifiers.Require(written.Length == 0 ? routed : Uri.UnescapeDataString(written), "id");
    }
}
