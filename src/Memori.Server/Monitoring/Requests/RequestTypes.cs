namespace Memori.Server.Monitoring.Requests;

/// <summary>What requests are for, by their route: the guide's names, and for other routes the first word behind <c>/api/</c>.</summary>
internal static class RequestTypes
{
    public const string Text2Sql = "text2sql";
    public const string Chat = "chat";
    public const string Proxy = "proxy";
    public const string Execute = "execute";
    public const string Memory = "memory";

    // Whoever listens on takes as long as the run does: those are no questions.
    private const string Runs = "runs";

    /// <summary>Those that ask a model or a database; the performance analyser looks at them alone, since figures of the others would hide theirs.</summary>
    public static IReadOnlyList<string> Asking { get; } = [Text2Sql, Execute, Chat, Proxy];

    // Whoever watches must not change what is watched.
    private static readonly string[] Unmeasured = ["version", "monitoring", "me"];

    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/api/text2sql/generate"] = Text2Sql,
        ["/api/v2/text2sql/generate"] = Text2Sql,
        ["/api/text2sql/runs"] = Text2Sql,
        ["/api/text2sql/runs/{id}"] = Runs,
        ["/api/text2sql/runs/{id}/events"] = Runs,
        ["/api/text2sql/execute"] = Execute,
        ["/api/text2sql/feedback"] = "feedback",
        ["/api/text2sql/memory-stats"] = Memory,
        ["/api/text2sql/clear-memory"] = Memory,
        ["/api/ai/chat"] = Chat,
        ["/v1/messages"] = Proxy,
        ["/v1/messages/count_tokens"] = Proxy,
    };

    /// <summary>The type of a request, or null when it is not measured: what is no route, no API, or there for watching.</summary>
    public static string? Of(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } pattern })
        {
            return null;
        }

        if (Named.TryGetValue("/" + pattern.Trim('/'), out var named))
        {
            return named;
        }

        var words = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return words is not ["api", var word, ..] || Unmeasured.Contains(word, StringComparer.OrdinalIgnoreCase) ? null : word == "memories" ? Memory : word;
    }
}
