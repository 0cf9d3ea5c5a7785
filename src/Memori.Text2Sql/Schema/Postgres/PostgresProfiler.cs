using System.Diagnostics;
using System.Globalization;
using System.Text;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Schema.Annotations;
using Npgsql;

namespace Memori.Text2Sql.Schema.Postgres;

/// <summary>Looks at the values of tables, of large ones at a sample, small tables first, each within its share of the time.</summary>
internal sealed class PostgresProfiler(PostgresReadOnlySession session, SchemaReadOptions options)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly AnnotationIndex _said = new(options.Annotations);

    /// <summary>The tables, in their order, with profiles and row counts where there was time.</summary>
    public async Task<IReadOnlyList<TableSchema>> ProfileAsync(List<PostgresRelation> relations, CancellationToken cancellationToken)
    {
        var tables = relations.ConvertAll(static relation => relation.Table);
        foreach (var index in Enumerable.Range(0, relations.Count).OrderBy(i => relations[i].Kind == 'v').ThenBy(i => relations[i].EstimatedRows))
        {
            var left = options.TimeLimit - Stopwatch.GetElapsedTime(_start);
            var relation = relations[index];
            var limit = relation.Kind is 'v' or 'f' && options.ViewTimeLimit < left ? options.ViewTimeLimit : left;
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            if (relation.Table.Columns.Count > 0)
            {
                tables[index] = await ProfileAsync(relation, limit, cancellationToken).ConfigureAwait(false);
            }
        }

        return tables;
    }

    private async Task<TableSchema> ProfileAsync(PostgresRelation relation, TimeSpan limit, CancellationToken cancellationToken)
    {
        // A statement that fails or times out must not end the transaction.
        await session.RunAsync("SAVEPOINT profile", cancellationToken).ConfigureAwait(false);
        try
        {
            var milliseconds = Math.Max(1, (long)limit.TotalMilliseconds);
            await session.RunAsync(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL statement_timeout = {milliseconds}"), cancellationToken).ConfigureAwait(false);
            return await ScanAsync(relation, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException)
        {
            return relation.Table with { RowCount = relation.EstimatedRows >= 0 && relation.Kind != 'v' ? relation.EstimatedRows : null };
        }
        finally
        {
            await session.RunAsync("ROLLBACK TO SAVEPOINT profile", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TableSchema> ScanAsync(PostgresRelation relation, CancellationToken cancellationToken)
    {
        var table = relation.Table;
        var read = table.Columns.Where(column => _said.ValuesOf(table.Schema, table.Name, column.Name) != ValueVisibility.None).ToList();
        var scans = read.ConvertAll(_ => new ColumnScan(options));
        using var command = session.Command(Sql(relation, read));
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        var rows = 0L;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows++;
            for (var i = 0; i < scans.Count; i++)
            {
                Add(scans[i], read[i].Type, reader.IsDBNull(i) ? null : reader.GetString(i));
            }
        }

        var complete = !IsLarge(relation) && rows <= options.MaxRows;
        return table with
        {
            RowCount = complete ? rows : relation.EstimatedRows >= 0 ? Math.Max(relation.EstimatedRows, rows) : null,
            Columns = [.. table.Columns.Select(column => read.IndexOf(column) is >= 0 and var i
                ? column with { Profile = scans[i].ToProfile(column.Type, complete) }
                : column)],
        };
    }

    private bool IsLarge(PostgresRelation relation) => relation.EstimatedRows > options.MaxRows && relation.Kind is 'r' or 'p' or 'm';

    private string Sql(PostgresRelation relation, List<ColumnSchema> read)
    {
        var table = relation.Table;
        // Long texts and documents are cut off on the server: only their number matters.
        var columns = read.Count == 0 ? "NULL" : string.Join(", ", read.Select(column => column.Type switch
        {
            ColumnType.Blob or ColumnType.Json or ColumnType.Other => $"CASE WHEN {Quote(column.Name)} IS NOT NULL THEN '' END",
            ColumnType.Text => string.Create(CultureInfo.InvariantCulture, $"left({Quote(column.Name)}::text, {options.MaxValueLength + 1})"),
            _ => Quote(column.Name),
        }));
        var sample = IsLarge(relation)
            ? string.Create(CultureInfo.InvariantCulture, $" TABLESAMPLE SYSTEM ({Math.Min(100.0, 110.0 * options.MaxRows / relation.EstimatedRows):0.######}) REPEATABLE (1)")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"SELECT {columns} FROM {Quote(table.Schema ?? "public")}.{Quote(table.Name)}{sample} LIMIT {options.MaxRows + 1L}");
    }

    private static void Add(ColumnScan scan, ColumnType type, string? text)
    {
        switch (type)
        {
            case var _ when text is null:
                scan.AddNull();
                break;
            case ColumnType.Blob or ColumnType.Json or ColumnType.Other:
                scan.AddBlob();
                break;
            case ColumnType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer):
                scan.Add(integer);
                break;
            case ColumnType.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real):
                scan.Add(real);
                break;
            case ColumnType.Boolean:
                scan.AddText(text == "t" ? "true"u8 : "false"u8);
                break;
            default:
                scan.AddText(Encoding.UTF8.GetBytes(text));
                break;
        }
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
