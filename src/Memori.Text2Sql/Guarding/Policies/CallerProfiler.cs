using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// Reads the values of tables whose rows are ruled as the caller reads them: through the guard and the executor, so that only permitted values can be
/// known. Within limits: what is not read in time stays unknown. Thread-safe.
/// </summary>
internal sealed class CallerProfiler(SqlGuard guard, QueryRunner runner, TimeProvider time)
{
    /// <summary>The most distinct values of a column.</summary>
    private const int MostValues = 1_000;

    private static readonly TimeSpan s_oneColumn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(3);

    /// <summary>The access with the values that the caller may read.</summary>
    public async Task<CallerAccess> ProfileAsync(DataSource source, CallerAccess access, CancellationToken cancellationToken)
    {
        if (!access.IsRestricted)
        {
            return access;
        }

        var start = time.GetTimestamp();
        List<TableSchema> tables = [];
        foreach (var table in access.Schema.Tables)
        {
            var ruled = access.FenceOf(table.Schema, table.Name) is { HasRows: true };
            tables.Add(ruled ? await ProfileAsync(source, access, table, start, cancellationToken).ConfigureAwait(false) : table);
        }

        return access.WithSchema(access.Schema with { Tables = tables });
    }

    private async Task<TableSchema> ProfileAsync(DataSource source, CallerAccess access, TableSchema table, long start, CancellationToken cancellationToken)
    {
        List<ColumnSchema> columns = [];
        foreach (var column in table.Columns)
        {
            var wanted = column is { Type: ColumnType.Text, Values: not ValueVisibility.None } && time.GetElapsedTime(start) < s_together && !access.IsMasked(table, column);
            columns.Add(wanted ? column with { Profile = await ValuesAsync(source, access, table, column, cancellationToken).ConfigureAwait(false) } : column);
        }

        return table with { Columns = columns };
    }

    private async Task<ColumnProfile> ValuesAsync(DataSource source, CallerAccess access, TableSchema table, ColumnSchema column, CancellationToken cancellationToken)
    {
        if (guard.Admit(Select(table, column, access.Schema.Dialect), access, MostValues).Query is not { } query)
        {
            return ColumnProfile.Empty;
        }

        // What is read to know the schema is nobody's statement.
        using var apart = StatementLog.Begin();
        try
        {
            var result = await runner.RunAsync(source, query, ExecutionOptions.Default with { Timeout = s_oneColumn }, cancellationToken).ConfigureAwait(false);
            var values = result.Rows.Select(static row => row[0] as string).OfType<string>().ToList();
            return result.Truncated
                ? new ColumnProfile { Values = values }
                : new ColumnProfile { Values = values, DistinctCount = values.Count };
        }
        catch (Exception e) when (e is QueryFailedException or GuardRefusedException)
        {
            return ColumnProfile.Empty;
        }
    }

    private static string Select(TableSchema table, ColumnSchema column, SqlDialect dialect)
    {
        var name = new ColumnName(new Identifier(column.Name), new Identifier("t"));
        var query = new Query(new Select([new ExpressionItem(name)])
        {
            From = new TableName(new Identifier(table.Name), table.Schema is null ? null : new Identifier(table.Schema), new Identifier("t")),
            Where = new IsTest(name, "NULL", Not: true),
            GroupBy = [name],
        })
        {
            OrderBy = [new OrderItem(new FunctionCall(new Identifier("count"), []) { Star = true }) { Descending = true }],
        };
        return SqlRenderer.Render(query, dialect);
    }
}
