using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.Execution.External;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Schema.External;

/// <summary>Looks at the first rows of each table, each in a session of its own, so that one that fails leaves the others alone.</summary>
internal sealed class ExternalProfiler(DataSource source, DatabaseDriver driver, SchemaReadOptions options)
{
    // No dialect's way of sampling is known here, and no way to tell a large table from a small one: less than a known database is worth.
    private const int MostRows = 20_000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly AnnotationIndex _said = new(options.Annotations);

    /// <summary>The tables with profiles where there was time.</summary>
    public async Task<List<TableSchema>> ProfileAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancellationToken)
    {
        List<TableSchema> profiled = [];
        foreach (var table in tables)
        {
            var left = options.TimeLimit - Stopwatch.GetElapsedTime(_start);
            var limit = table.IsView && options.ViewTimeLimit < left ? options.ViewTimeLimit : left;
            profiled.Add(limit > TimeSpan.Zero ? await ProfileAsync(table, limit, cancellationToken).ConfigureAwait(false) : table);
        }

        return profiled;
    }

    private async Task<TableSchema> ProfileAsync(TableSchema table, TimeSpan limit, CancellationToken cancellationToken)
    {
        var read = table.Columns
            .Where(column => column.Type is not (ColumnType.Blob or ColumnType.Json or ColumnType.Other)
                && _said.ValuesOf(table.Schema, table.Name, column.Name) != ValueVisibility.None)
            .ToList();
        var scans = read.ConvertAll(_ => new ColumnScan(options));
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        try
        {
            var session = await ExternalSession.BeginAsync(driver, source.ConnectionString, source.Key, limit, cancellationToken).ConfigureAwait(false);
            await using var scope = session.ConfigureAwait(false);
            var rows = await ScanAsync(session, table, read, scans, limit, time.Token).ConfigureAwait(false);
            var isWhole = rows <= MostRows;
            return table with
            {
                RowCount = isWhole ? rows : null,
                Columns = [.. table.Columns.Select(column => read.IndexOf(column) is >= 0 and var i ? column with { Profile = scans[i].ToProfile(column.Type, isWhole) } : column)],
            };
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A table that can't be read in time stays unprofiled.
            return table;
        }
    }

    private async Task<long> ScanAsync(
        ExternalSession session, TableSchema table, List<ColumnSchema> read, List<ColumnScan> scans, TimeSpan limit, CancellationToken cancellationToken)
    {
        var columns = read.Count == 0 ? "NULL" : string.Join(", ", read.Select(column => driver.Quote(column.Name)));
        var schema = table.Schema ?? driver.DefaultSchema;
        using var command = session.Command($"SELECT {columns} FROM {(schema is null ? "" : driver.Quote(schema) + ".")}{driver.Quote(table.Name)}", limit);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        var rows = 0L;
        while (rows <= MostRows && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows++;
            for (var i = 0; i < scans.Count; i++)
            {
                Add(scans[i], reader.IsDBNull(i) ? null : ExternalValues.Read(reader.GetValue(i)));
            }
        }

        // Closing a reader reads what is left, which may be a lot.
        command.Cancel();
        return rows;
    }

    private static void Add(ColumnScan scan, object? value)
    {
        switch (value)
        {
            case null:
                scan.AddNull();
                break;
            case long integer:
                scan.Add(integer);
                break;
            case double real:
                scan.Add(real);
                break;
            case decimal exact:
                scan.Add((double)exact);
                break;
            case byte[]:
                scan.AddBlob();
                break;
            default:
                scan.AddText(Encoding.UTF8.GetBytes(TextOf(value)));
                break;
        }
    }

    // As SQL writes them.
    private static string TextOf(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
