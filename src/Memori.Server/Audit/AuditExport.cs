using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Memori.Server.Ask;
using Memori.Text;
using Memori.Text2Sql.Execution.Export;

namespace Memori.Server.Audit;

/// <summary>Writes entries as a file: JSON lines, or CSV in which no cell is a formula to a spreadsheet.</summary>
public static class AuditExport
{
    /// <summary>The formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["jsonl", "csv"];

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private static readonly string[] Headings =
    [
        "sequence", "at", "kind", "outcome", "code", "actor", "actor_label", "user_id", "session_id", "request_id", "datasource_id", "policy_version", "asked", "statements",
        "details", "facts", "forgotten", "hash",
    ];

    /// <summary>The format that a word names; null stands for JSON lines.</summary>
    /// <exception cref="MemoriException"><c>invalid-format</c>.</exception>
    public static string Parse(string? word) => word is null ? Formats[0] : Formats.Contains(word) ? word : throw new MemoriException(
        FaultKind.BadRequest, "invalid-format", new LocalizedText("format must be jsonl or csv.", "format 必须是 jsonl 或 csv。"));

    /// <summary>Writes entries as they come.</summary>
    /// <returns>How many.</returns>
    public static async Task<long> WriteAsync(IAsyncEnumerable<AuditEntry> entries, string format, Stream output, CancellationToken cancellationToken)
    {
        var count = 0L;
        if (format == "csv")
        {
            await output.WriteAsync(Line(Headings), cancellationToken);
        }

        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (format == "csv")
            {
                await output.WriteAsync(Line(Cells(entry)), cancellationToken);
            }
            else
            {
                await JsonSerializer.SerializeAsync(output, AuditEntryDocument.From(entry), ServiceJson.Readable.AuditEntryDocument, cancellationToken);
                await output.WriteAsync(NewLine, cancellationToken);
            }

            count++;
        }

        return count;
    }

    /// <summary>A record of CSV (RFC 4180).</summary>
    private static byte[] Line(IEnumerable<string?> cells) => Encoding.UTF8.GetBytes(string.Join(',', cells.Select(Cell)) + "\r\n");

    private static string Cell(string? text)
    {
        var safe = FormulaText.Neutralise(text ?? "");
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static IEnumerable<string?> Cells(AuditEntry entry) =>
    [
        entry.Sequence.ToString(CultureInfo.InvariantCulture),
        entry.At.ToString("O", CultureInfo.InvariantCulture),
        entry.Kind,
        Memories.MemoryWords.Of(entry.Outcome),
        entry.Code,
        entry.Actor?.Id,
        entry.Actor?.Label,
        entry.UserId,
        entry.SessionId,
        entry.RequestId,
        entry.DatasourceId?.ToString(CultureInfo.InvariantCulture),
        entry.PolicyVersion?.ToString(CultureInfo.InvariantCulture),
        entry.Asked,
        string.Join("\n;\n", entry.Statements),
        entry.Details,
        entry.Facts,
        entry.IsForgotten ? "true" : "false",
        entry.Hash,
    ];
}
