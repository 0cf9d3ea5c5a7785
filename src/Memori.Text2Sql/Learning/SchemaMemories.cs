using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Learning;

/// <summary>
/// Keeps what a datasource looks like as memories of the datasource, one for each table, in the namespace <c>schema:{id}</c>; follows the
/// schema when it drifts. Thread-safe.
/// </summary>
internal sealed class SchemaMemories(MemoryEngine memory)
{
    private const int MostCharacters = 20_000;
    private const int MostTables = 10_000;
    private readonly ConcurrentDictionary<int, string> _kept = new();

    /// <summary>Brings the memories up to date; free when nothing changed since the last call.</summary>
    public async Task KeepAsync(DataSource source, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(source.Id, out var hash) && hash == schema.Hash)
        {
            return;
        }

        var id = source.Id.ToString(CultureInfo.InvariantCulture);
        var owner = Owner.Datasource(id);
        var scope = Scope.Create("memori", null, "schema:" + id) with { Granted = [owner] };
        var known = await memory.ListAsync(scope, new MemoryFilter { Owner = owner, Kinds = [MemoryKind.Schema], Limit = MostTables }, cancellationToken).ConfigureAwait(false);
        var wanted = schema.Tables.Take(MostTables).Select(Describe).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in known.Where(m => !wanted.Remove(m.Content)))
        {
            await memory.ForgetAsync(scope, stale.Id, owner, cancellationToken).ConfigureAwait(false);
        }

        foreach (var content in wanted)
        {
            await memory.RememberAsync(scope, ToMemory(content, owner, source, schema), cancellationToken).ConfigureAwait(false);
        }

        _kept[source.Id] = schema.Hash;
    }

    private static NewMemory ToMemory(string content, Owner owner, DataSource source, DatabaseSchema schema) => new()
    {
        Content = content,
        Kind = MemoryKind.Schema,
        Mode = MemoryMode.Auto,
        Layer = MemoryLayer.Long,
        Owner = owner,
        Provenance = source.Key,
        Metadata = new JsonObject { ["type"] = "schema", ["datasource_id"] = source.Id, ["schema_hash"] = schema.Hash },
    };

    private static string Describe(TableSchema table)
    {
        var columns = string.Join(", ", table.Columns.Select(c => $"{c.Name} {c.DeclaredType}{Comment(c.Comment)}".TrimEnd()));
        var keys = string.Concat(table.ForeignKeys.Select(k => $"; {string.Join(", ", k.Columns)} -> {k.ReferencedTable}"));
        var text = $"{(table.Schema is null ? "" : table.Schema + ".")}{table.Name}({columns}){keys}{Comment(table.Comment)}";
        return text.Length <= MostCharacters ? text : text[..MostCharacters];
    }

    private static string Comment(string? comment) => string.IsNullOrWhiteSpace(comment) ? "" : $" /* {comment} */";
}
