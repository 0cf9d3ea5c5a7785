using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Learning.Pairs;

namespace Memori.Text2Sql.Evaluation;

/// <summary>Where the questions of an evaluation come from.</summary>
public static class EvaluationSet
{
    /// <summary>
    /// Reads a set as JSON, JSON lines, CSV or YAML, by the end of the file's name. A question has <c>question</c> and <c>query</c> (or <c>sql</c>), and may have
    /// <c>gold</c> (all accepted SQL), <c>db_id</c>, <c>asked_at</c>, <c>language</c> and <c>hardness</c>.
    /// </summary>
    /// <exception cref="MemoriException"><c>evaluation-set</c>: the file is missing or not in the format.</exception>
    public static async Task<IReadOnlyList<EvaluationQuestion>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            var file = File.OpenRead(path);
            await using var closing = file.ConfigureAwait(false);
            return [.. (await RecordFile.ReadAsync(file, RecordFormats.Of(path), cancellationToken).ConfigureAwait(false)).Select(Of)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or MemoriException { Kind: FaultKind.BadRequest })
        {
            var why = (e as MemoriException)?.Text ?? new LocalizedText(e.Message, e.Message);
            throw new MemoriException(FaultKind.NotFound, "evaluation-set", new LocalizedText(
                $"The evaluation set can't be read: {why.English}", $"无法读取评测集:{why.Chinese}"), e);
        }
    }

    /// <summary>The pairs that a person called right: what was right once should stay right.</summary>
    public static IReadOnlyList<EvaluationQuestion> Of(IEnumerable<PairEntry> pairs) =>
    [
        .. pairs.Where(pair => pair is { Active: true, Verdict: VerifiedPairs.Right }).OrderBy(pair => pair.MemoryId, StringComparer.Ordinal).Select(pair => new EvaluationQuestion
        {
            Question = pair.Question,
            Query = pair.Sql,
            Language = LanguageOf(pair.Question),
            AskedAt = pair.AskedAt,
        }),
    ];

    private static EvaluationQuestion Of(JsonObject record)
    {
        var gold = record["gold"] switch
        {
            JsonArray list => [.. list.Select(item => item?.ToString() ?? "").Where(sql => sql.Length > 0)],
            JsonValue one => [one.ToString()],
            _ => (List<string>)[],
        };
        var query = Text(record, "query") ?? Text(record, "sql") ?? gold.FirstOrDefault();
        return new EvaluationQuestion
        {
            DatabaseId = Text(record, "db_id"),
            Question = Text(record, "question") ?? throw new FormatException("a question is missing."),
            Query = query ?? throw new FormatException($"“{Text(record, "question")}” has no SQL."),
            Gold = gold.Count == 0 ? null : gold,
            Hardness = Text(record, "hardness"),
            Language = Text(record, "language") ?? LanguageOf(Text(record, "question")!),
            AskedAt = AskedAt(Text(record, "asked_at")),
        };
    }

    private static string? LanguageOf(string question) => LanguageDetection.Detect(question) switch
    {
        Language.Chinese => "zh",
        Language.English => "en",
        _ => null,
    };

    // A day alone means its noon.
    private static DateTimeOffset? AskedAt(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : null;

    private static string? Text(JsonObject record, string name) => record[name] is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;
}
