using Memori.Text;

namespace Memori.Text2Sql.Execution;

/// <summary>A query that the database did not run to its end. Codes: <c>query-failed</c>, <c>query-too-large</c>, <c>query-denied</c>, <c>query-timeout</c>, <c>query-interrupted</c>.</summary>
public sealed class QueryFailedException : MemoriException
{
    private QueryFailedException(FaultKind kind, string code, LocalizedText text, string engineMessage, Exception? cause)
        : base(kind, code, text, cause) => EngineMessage = engineMessage;

    /// <summary>The database's own words: what a repair works from. Untrusted text.</summary>
    public string EngineMessage { get; }

    /// <summary>
    /// The same failure in words of ours: the database's own may hold values, names and conditions that rules withhold. The cause is left out as well.
    /// </summary>
    internal QueryFailedException WithoutWords()
    {
        var text = KnownFailures.Explain(this);
        return text is null ? this : new QueryFailedException(Kind, Code, text, text.English, cause: null);
    }

    internal static QueryFailedException Failed(string engineMessage, Exception? cause = null) => new(
        FaultKind.BadRequest,
        "query-failed",
        new LocalizedText($"The database did not accept the query: {engineMessage}", $"数据库未能执行该查询:{engineMessage}"),
        engineMessage,
        cause);

    internal static QueryFailedException Denied(string engineMessage, Exception? cause = null) => new(
        FaultKind.Refused,
        "query-denied",
        new LocalizedText($"The query reaches for something that may not be asked: {engineMessage}", $"该查询访问了不允许的内容:{engineMessage}"),
        engineMessage,
        cause);

    internal static QueryFailedException Interrupted(string engineMessage, Exception? cause = null) => new(
        FaultKind.Backend,
        "query-interrupted",
        new LocalizedText($"The database broke off the query: {engineMessage}", $"数据库中断了该查询:{engineMessage}"),
        engineMessage,
        cause);

    internal static QueryFailedException TooLarge(long maxBytes) => new(
        FaultKind.BadRequest,
        "query-too-large",
        new LocalizedText(
            $"A single row of the result is larger than {maxBytes:N0} bytes. Ask for fewer or shorter columns.",
            $"结果中的一行超过 {maxBytes:N0} 字节。请减少列数或缩短内容。"),
        "row too large",
        cause: null);

    internal static QueryFailedException TimedOut(TimeSpan limit, Exception? cause = null) => new(
        FaultKind.Timeout,
        "query-timeout",
        new LocalizedText(
            $"The query took longer than {limit.TotalSeconds:0.###} seconds and was stopped. Ask for less, or allow more time (MEMORI_QUERY_TIMEOUT_SECONDS of the service).",
            $"查询超过 {limit.TotalSeconds:0.###} 秒,已被停止。请缩小查询范围,或延长时限(服务的 MEMORI_QUERY_TIMEOUT_SECONDS)。"),
        "timeout",
        cause);
}
