using System.Runtime.CompilerServices;
using System.Text.Json;
using Memori.Server.Memories;
using Memori.Storage;

namespace Memori.Server.Audit;

public sealed partial class AuditTrail
{
    private const int Page = 500;

    /// <summary>The entries that fit, the newest first unless <see cref="AuditQuery.After"/> is given.</summary>
    public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        var (sql, parameters) = Statement(query);
        return database.ReadAsync(
            (connection, token) => connection.QueryAsync(sql, static row => AuditRow.Read(row).ToEntry(), token, parameters), cancellationToken);
    }

    /// <summary>All entries that fit, the oldest first, a page at a time; <see cref="AuditQuery.Limit"/> is not heeded.</summary>
    public async IAsyncEnumerable<AuditEntry> ExportAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = query with { Before = null, After = query.After ?? 0, Limit = Page };
        while (true)
        {
            var page = await SearchAsync(next, cancellationToken);
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            next = next with { After = page[^1].Sequence };
        }
    }

    /// <summary>The statement for what is asked for: conditions are constants, what they compare with are parameters.</summary>
    private static (string Sql, (string Name, object? Value)[] Parameters) Statement(AuditQuery query)
    {
        List<(string Condition, string Name, object? Value)> wanted =
        [
            ("at >= @from", "@from", query.From?.ToUnixTimeMilliseconds()),
            ("at < @to", "@to", query.To?.ToUnixTimeMilliseconds()),
            ("user_id = @user", "@user", query.UserId),
            ("(actor = @actor OR actor_label = @actor)", "@actor", query.Actor),
            ("kind = @kind", "@kind", query.Kind),
            ("outcome = @outcome", "@outcome", query.Outcome is { } outcome ? MemoryWords.Of(outcome) : null),
            ("datasource_id = @datasource", "@datasource", query.DatasourceId),
            ("sequence < @before", "@before", query.Before),
            ("sequence > @after", "@after", query.After),
            ("(lower(asked) LIKE lower(@text) ESCAPE '\\' OR lower(statements) LIKE lower(@written) ESCAPE '\\' OR lower(details) LIKE lower(@written) ESCAPE '\\' OR lower(facts) LIKE lower(@written) ESCAPE '\\')",
                "@text", query.Text is { } text ? Pattern(text) : null),
        ];
        wanted.RemoveAll(one => one.Value is null);
        var where = wanted.Count == 0 ? "" : " WHERE " + string.Join(" AND ", wanted.Select(one => one.Condition));
        List<(string, object?)> parameters = [.. wanted.Select(one => (one.Name, one.Value)), ("@limit", Math.Clamp(query.Limit, 1, AuditQuery.MostEntries))];
        if (query.Text is { } sought)
        {
            // As it stands in JSON.
            parameters.Add(("@written", Pattern(JsonEncodedText.Encode(sought, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString())));
        }

        return ($"SELECT {AuditRow.Columns} FROM audit_entry{where} ORDER BY sequence {(query.After is null ? "DESC" : "ASC")} LIMIT @limit", [.. parameters]);
    }

    private static string Pattern(string text) =>
        "%" + text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
