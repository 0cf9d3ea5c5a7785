using System.Globalization;
using System.Text.Json.Nodes;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>A question and its SQL as they come from outside. Untrusted.</summary>
public sealed record PairRecord
{
    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL, in the datasource's dialect.</summary>
    public required string Sql { get; init; }

    /// <summary>The day from which relative dates in the question count; null: the present day.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Reads pairs: each has <c>question</c>, <c>sql</c> (or <c>query</c>) and, when dates in it are relative, <c>asked_at</c>.</summary>
    /// <exception cref="MemoriException"><c>invalid-records</c>, <c>invalid-yaml</c>: it is too large, or not in the format.</exception>
    public static async Task<IReadOnlyList<PairRecord>> ReadAsync(Stream input, RecordFormat format, CancellationToken cancellationToken = default) =>
        [.. (await RecordFile.ReadAsync(input, format, cancellationToken).ConfigureAwait(false)).Select(Of)];

    private static PairRecord Of(JsonObject record) => new()
    {
        Question = Text(record, "question"),
        Sql = Text(record, "sql") is { Length: > 0 } sql ? sql : Text(record, "query"),
        AskedAt = DateTimeOffset.TryParse(Text(record, "asked_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
    };

    private static string Text(JsonObject record, string name) => record[name] is JsonValue value ? value.ToString() : "";
}
