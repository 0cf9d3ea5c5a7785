using Memori.Text;
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
        if (written.Length == 0)
        {
            return Identifiers.Require(routed, "id");
        }

        // With dot segments the path that was routed is another than the one that was written: nobody is meant by half of each.
        return AsRouted(written) == routed.Replace("%2f", "%2F", StringComparison.Ordinal) ? Identifiers.Require(Uri.UnescapeDataString(written), "id") : throw new MemoriException(
            FaultKind.BadRequest, "invalid-path", new LocalizedText("The path has segments such as '..'.", "路径中含有“..”之类的片段。"));
    }

    private static string AsRouted(string written) =>
        Uri.UnescapeDataString(written.Replace("%2f", "%252F", StringComparison.OrdinalIgnoreCase)).Replace("%2f", "%2F", StringComparison.Ordinal);
}
