using System.Globalization;
using Memori.Server.Memories;
using Memori.Text;
using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Audit;

/// <summary>What entries are looked for, as the query string has it.</summary>
/// <param name="From">From when on: a date (UTC) or a moment.</param>
/// <param name="To">Until when, excluded.</param>
/// <param name="User">On whose behalf.</param>
/// <param name="Actor">Who did it: id or label of a key or token, or <c>cli</c>, <c>loopback</c>.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Outcome"><c>ok</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Datasource">The datasource.</param>
/// <param name="Text">What the question, the SQL or the details contain.</param>
/// <param name="Before">Only entries before this one: <c>next</c> of the page before.</param>
/// <param name="Limit">How many at most. Default 100; 1 to 1,000.</param>
internal sealed record AuditSearch(
    [property: FromQuery(Name = "from")] string? From,
    [property: FromQuery(Name = "to")] string? To,
    [property: FromQuery(Name = "user")] string? User,
    [property: FromQuery(Name = "actor")] string? Actor,
    [property: FromQuery(Name = "kind")] string? Kind,
    [property: FromQuery(Name = "outcome")] string? Outcome,
    [property: FromQuery(Name = "datasource")] int? Datasource,
    [property: FromQuery(Name = "text")] string? Text,
    [property: FromQuery(Name = "before")] long? Before,
    [property: FromQuery(Name = "limit")] int? Limit)
{
    private const int LongestText = 1_000;

    /// <summary>The query.</summary>
    /// <exception cref="MemoriException"><c>invalid-time</c>, <c>invalid-outcome</c>, <c>invalid-limit</c>, <c>invalid-text</c>.</exception>
    public AuditQuery Query() => new()
    {
        From = AuditTimes.Parse(From, "from"),
        To = AuditTimes.Parse(To, "to"),
        UserId = NullIfEmpty(User),
        Actor = NullIfEmpty(Actor),
        Kind = NullIfEmpty(Kind),
        Outcome = MemoryWords.Parse<AuditOutcome>(Outcome, "outcome"),
        DatasourceId = Datasource,
        Text = Text is { Length: > LongestText } ? throw new MemoriException(FaultKind.BadRequest, "invalid-text", new LocalizedText(
            $"text has at most {LongestText} characters.", $"text 最多 {LongestText} 个字符。")) : NullIfEmpty(Text),
        Before = Before,
        Limit = Limit is null or (>= 1 and <= AuditQuery.MostEntries) ? Limit ?? 100 : throw new MemoriException(FaultKind.BadRequest, "invalid-limit", new LocalizedText(
            $"limit must be 1 to {AuditQuery.MostEntries}.", $"limit 必须在 1 到 {AuditQuery.MostEntries} 之间。")),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Reads the times of a search.</summary>
public static class AuditTimes
{
    /// <summary>A date (its beginning in UTC) or a moment in ISO 8601; one without an offset is in UTC. Null for null or empty.</summary>
    /// <exception cref="MemoriException"><c>invalid-time</c>.</exception>
    public static DateTimeOffset? Parse(string? text, string field) => string.IsNullOrEmpty(text)
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw new MemoriException(FaultKind.BadRequest, "invalid-time", new LocalizedText(
                $"{field} must be a date or a moment, such as 2026-01-31 or 2026-01-31T08:00:00Z.", $"{field} 必须是日期或时间,例如 2026-01-31 或 2026-01-31T08:00:00Z。"));
}
