using Memori.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Holds a policy against the live schema before it is kept: every table, column and expression must fit. Finds all that doesn't, not the first.</summary>
internal sealed class PolicyCheck
{
    private const int MostNamed = 5;
    private readonly PolicyReading _reading;
    private readonly DatabaseSchema _schema;
    private readonly List<PolicyFault> _faults = [];

    private PolicyCheck(PolicyReading reading, DatabaseSchema schema)
    {
        _reading = reading;
        _schema = schema;
    }

    /// <summary>What is wrong with a policy, in the order of its text.</summary>
    public static IReadOnlyList<PolicyFault> Faults(PolicyReading reading, DatabaseSchema schema)
    {
        if (reading.Policy is not { } policy)
        {
            return reading.Faults;
        }

        var check = new PolicyCheck(reading, schema);
        check.CheckNames("access", policy.Access ?? []);
        check.CheckFunctions(policy.DeniedFunctions);
        for (var i = 0; i < policy.Rules.Count; i++)
        {
            check.CheckRule(policy.Rules[i], $"rules[{i}]");
        }

        return check._faults;
    }

    private void CheckRule(AccessRule rule, string path)
    {
        CheckNames($"{path}.for", rule.For ?? []);
        CheckNames($"{path}.except", rule.Except);
        var every = rule.Table == AccessRule.EveryTable;
        if (!every && TableNames.Find(_schema, rule.Table) is null)
        {
            Add($"{path}.table", $"There is no table \"{rule.Table}\". A table outside of \"{_schema.Dialect.DefaultSchema}\" is named with its schema.", $"没有表“{rule.Table}”。不在“{_schema.Dialect.DefaultSchema}”中的表须写明模式名。");
            return;
        }

        IReadOnlyList<TableSchema> tables = every ? _schema.Tables : [TableNames.Find(_schema, rule.Table)!];
        CheckColumns(tables, $"{path}.columns", rule.Columns ?? []);
        CheckColumns(tables, $"{path}.hide", rule.Hide);
        CheckColumns(tables, $"{path}.mask", rule.Mask.Keys);
        foreach (var (column, mask) in rule.Mask)
        {
            CheckExpression([.. tables.Where(table => table.FindColumn(column, _schema.Dialect) is not null)], $"{path}.mask.{column}", mask);
        }

        if (rule.Rows is not null)
        {
            CheckExpression(tables, $"{path}.rows", rule.Rows);
        }
    }

    private void CheckColumns(IReadOnlyList<TableSchema> tables, string path, IEnumerable<string> columns)
    {
        foreach (var column in columns.Where(column => !tables.Any(table => table.FindColumn(column, _schema.Dialect) is not null)))
        {
            Add(path, $"There is no column \"{column}\" in {NamesOf(tables)}.", $"{NamesOf(tables)} 中没有列“{column}”。");
        }
    }

    private void CheckExpression(IReadOnlyList<TableSchema> tables, string path, string sql)
    {
        try
        {
            var expression = SqlParser.ParseExpression(sql, _schema.Dialect);
            var unfit = tables.Select(table => (Table: table, Refusal: Refusal(expression, table))).Where(static pair => pair.Refusal is not null).ToList();
            if (unfit is [var (_, refusal), ..])
            {
                var names = NamesOf([.. unfit.Select(static pair => pair.Table)]);
                Add(path, $"{refusal!.Message.English} (In \"{names}\", character {refusal.Position + 1} of the expression.)", $"{refusal.Message.Chinese}(表“{names}”,表达式第 {refusal.Position + 1} 个字符。)");
            }
        }
        catch (SqlSyntaxException e)
        {
            Add(path, $"{e.Text.English} (Character {e.Position + 1} of the expression.)", $"{e.Text.Chinese}(表达式第 {e.Position + 1} 个字符。)");
        }
    }

    private GuardRefusal? Refusal(Expression expression, TableSchema table)
    {
        try
        {
            var sample = CallerCalls.NamesIn(expression).ToDictionary(static name => name, static IReadOnlyList<string> (_) => ["1"], StringComparer.Ordinal);
            _ = RuleScope.Place(expression, table, _schema, new CallerCalls(sample));
            return null;
        }
        catch (GuardRefusedException e)
        {
            return e.Refusal;
        }
        catch (SqlBindingException e)
        {
            return new GuardRefusal(e.Rule, e.Text, e.Position);
        }
    }

    private void CheckNames(string path, IEnumerable<string> names)
    {
        if (names.Contains("role:", StringComparer.Ordinal))
        {
            Add(path, "A role's name is missing after \"role:\".", "“role:”后缺少角色名。");
        }
    }

    private void CheckFunctions(IEnumerable<string> functions)
    {
        var catalog = _schema.Dialect.Functions;
        foreach (var name in functions.Where(name => !catalog.Functions.Contains(name) && !catalog.TableFunctions.Contains(name)))
        {
            Add("functions.deny", $"\"{name}\" is no function that queries may call anyway.", $"“{name}”本来就不是查询可调用的函数。");
        }
    }

    private static string NamesOf(IReadOnlyList<TableSchema> tables) =>
        string.Join(", ", tables.Take(MostNamed).Select(TableNames.Of)) + (tables.Count > MostNamed ? ", …" : "");

    private void Add(string path, string english, string chinese) =>
        _faults.Add(new PolicyFault(path, LineOf(path), new LocalizedText(english, chinese)));

    private int LineOf(string path)
    {
        for (var at = path; at.Length > 0; at = at[..Math.Max(at.LastIndexOf('.'), 0)])
        {
            if (_reading.Lines.TryGetValue(at, out var line))
            {
                return line;
            }
        }

        return 1;
    }
}
