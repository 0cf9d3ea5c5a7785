using Microsoft.AspNetCore.Http.Features;

namespace Memori.Server.Memories;

/// <summary>The id at the end of a path, exactly as the client wrote it.</summary>
internal static class PathId
{
    /// <summary>Routing leaves <c>%2F</c> encoded, so that an id with a slash could not be told from one with <c>%2F</c>: the raw path can.</summary>
    public static string Of(string routed, HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = raw.Split('?', 2)[0].TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];
        return Identifiers.Require(last.Length == 0 ? routed : Uri.UnescapeDataString(last), "id");
    }
}
