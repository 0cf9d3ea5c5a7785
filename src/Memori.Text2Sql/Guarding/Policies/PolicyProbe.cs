using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// Lets the database itself plan the expressions of a policy whose names all fit: it knows what types go together and where an aggregate may stand.
/// Nothing is run. Thread-safe.
/// </summary>
internal sealed class PolicyProbe(IQueryExecutor executor)
{
    /// <summary>Of a rule for every table, so many tables are tried.</summary>
    private const int MostTables = 20;

    private static readonly Dictionary<string, IReadOnlyList<string>> s_nobody = [];

    /// <summary>What the database says against a policy.</summary>
    public async Task<IReadOnlyList<PolicyFault>> FaultsAsync(DataSource source, PolicyReading reading, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        List<PolicyFault> faults = [];
        var rules = reading.Policy?.Rules ?? [];
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var (path, query) in QueriesOf(rules[i], $"rules[{i}]", schema))
            {
                if (await RefusalAsync(source, query, schema, cancellationToken).ConfigureAwait(false) is { } refusal && !faults.Exists(fault => fault.Path == path))
                {
                    faults.Add(new PolicyFault(path, reading.Lines.GetValueOrDefault(path), refusal));
                }
            }
        }

        return faults;
    }

    private static IEnumerable<(string Path, Query Query)> QueriesOf(AccessRule rule, string path, DatabaseSchema schema)
    {
        var tables = rule.Table == AccessRule.EveryTable ? schema.Tables.Take(MostTables) : [TableNames.Find(schema, rule.Table)!];
        foreach (var table in tables)
        {
            if (rule.Rows is not null)
            {
                yield return ($"{path}.rows", new Fence(table, schema.Dialect, [new ExpressionItem(new Literal(LiteralKind.Number, "1"))], Place(rule.Rows, table, schema)).Query);
            }

            foreach (var (column, mask) in rule.Mask.Where(pair => table.FindColumn(pair.Key, schema.Dialect) is not null))
            {
                yield return ($"{path}.mask.{column}", new Fence(table, schema.Dialect, [new ExpressionItem(Place(mask, table, schema), new Identifier(column))], null).Query);
            }
        }
    }

    // NULL stands for what is asked of the caller: it goes with every type.
    private static Expression Place(string sql, TableSchema table, DatabaseSchema schema) =>
        RuleScope.Place(SqlParser.ParseExpression(sql, schema.Dialect), table, schema, new CallerCalls(s_nobody)).Expression;

    private async Task<LocalizedText?> RefusalAsync(DataSource source, Query query, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        var check = new GuardCheck(schema.Dialect, new HashSet<string>(), schema.ShadowingFunctions, new GuardOptions()).Run(query);
        var guarded = new GuardedQuery(schema.Dialect, query, SqlRenderer.Render(query, schema.Dialect), 1, check.Functions, SqlBinder.Bind(query, schema)) { CommonTables = check.CommonTables };
        try
        {
            await executor.ExplainAsync(source, guarded, null, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (QueryFailedException failure)
        {
            return failure.Text;
        }
    }
}
