using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// What one caller may read of one schema under one policy. All rules that concern the caller hold together: a denied table is not there, columns are
/// those that every rule leaves, rows those that every condition permits. What can't be kept closes the table.
/// </summary>
internal sealed class PolicyApplication
{
    private readonly DatabaseSchema _schema;
    private readonly CompiledPolicy _policy;
    private readonly CallerFacts _caller;
    private readonly CompiledRule[] _rules;
    private readonly bool _lostTable;
    private readonly Dictionary<TableSchema, Fence> _fences = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TableSchema, ClosedTable> _closed = new(ReferenceEqualityComparer.Instance);

    private PolicyApplication(DatabaseSchema schema, CompiledPolicy policy, CallerFacts caller)
    {
        _schema = schema;
        _policy = policy;
        _caller = caller;
        _rules = [.. policy.Rules.Where(rule => rule.Concerns(caller))];
        _lostTable = Array.Exists(_rules, rule => rule.Rule is { OnlyGrants: false, Table: not AccessRule.EveryTable } && TableNames.Find(schema, rule.Rule.Table) is null);
    }

    /// <summary>Applies a policy.</summary>
    public static CallerAccess Apply(DatabaseSchema schema, CompiledPolicy policy, CallerFacts caller) => new PolicyApplication(schema, policy, caller).Run();

    /// <summary>Whether a caller may ask at all.</summary>
    public static bool MayAsk(AccessPolicy policy, Caller caller) =>
        policy.Access is null || CallerFacts.Of(caller, policy, new HashSet<string>()).IsOneOf(policy.Access);

    private CallerAccess Run()
    {
        var seen = _schema.Tables.Select(table => (Table: table, Seen: See(table))).ToList();
        if (seen.Exists(pair => !ReferenceEquals(pair.Table, pair.Seen)))
        {
            // What else shows the rows of other tables could show those that rules withhold.
            seen = [.. seen.Select(pair => pair.Table.SharesRows && !IsNamed(pair.Table) ? (pair.Table, null) : pair)];
        }

        return new CallerAccess(_schema, Narrowed(seen), _policy.Policy.Limits, _policy.DeniedFunctions, _fences, _closed);
    }

    private DatabaseSchema Narrowed(List<(TableSchema Table, TableSchema? Seen)> seen)
    {
        if (seen.TrueForAll(pair => ReferenceEquals(pair.Table, pair.Seen)))
        {
            return _schema;
        }

        var tables = SeenKeys.Keep([.. seen.Select(pair => pair.Seen).OfType<TableSchema>()], _schema.Dialect);
        var narrowed = _schema with { Tables = tables, Hash = SchemaHash.Of(tables), Glossary = [] };

        // The terms of the business that speak of nothing withheld.
        return narrowed with { Glossary = [.. _schema.Glossary.Where(term => GlossaryCheck.Judge(term, narrowed) is null && !MeansMasked(term, narrowed))] };
    }

    // What a mask leaves of a column is not what the term was made for.
    private bool MeansMasked(GlossaryTerm term, DatabaseSchema narrowed) => GlossaryCheck.Reads(term, narrowed).Any(read =>
        read.Column is { } column && _schema.Find(read.Table.Schema, read.Table.Name) is { } table && _fences.TryGetValue(table, out var fence) && fence.Masked.Contains(column.Name));

    /// <summary>The table as the caller sees it: the same instance when nothing is taken away, null when it is not there.</summary>
    private TableSchema? See(TableSchema table)
    {
        var rules = Array.FindAll(_rules, rule => IsAbout(rule, table));
        if (!IsOpened(table, rules) || Array.Exists(rules, rule => rule.Rule.Deny))
        {
            return null;
        }

        if (Array.TrueForAll(rules, rule => rule.Rule.OnlyGrants))
        {
            return table;
        }

        try
        {
            return Fenced(table, rules);
        }
        catch (ClosedTableException closed)
        {
            _closed[table] = closed.Table;
            return null;
        }
    }

    // A table that rules narrow and that is there no more may be there under another name: then what no rule names stays closed.
    private bool IsOpened(TableSchema table, CompiledRule[] rules) =>
        (_policy.Policy.AllowsUnnamedTables && !_lostTable) || IsNamed(table) || Array.Exists(rules, rule => rule.Rule.OnlyGrants);

    private bool IsNamed(TableSchema table) => Array.Exists(_rules, rule => rule.Rule.Table != AccessRule.EveryTable && IsAbout(rule, table));

    private bool IsAbout(CompiledRule rule, TableSchema table) =>
        rule.Rule.Table == AccessRule.EveryTable || ReferenceEquals(TableNames.Find(_schema, rule.Rule.Table), table);

    private TableSchema? Fenced(TableSchema table, CompiledRule[] rules)
    {
        if (Array.Exists(rules, rule => rule.IsBroken))
        {
            throw new ClosedTableException(new ClosedTable(null));
        }

        var visible = VisibleColumns(table, rules);
        if (visible.Count == 0)
        {
            return null;
        }

        var masks = new Dictionary<string, Expression>(_schema.Dialect.Names);
        foreach (var (column, mask) in rules.SelectMany(rule => rule.Masks))
        {
            _ = masks.TryAdd(column, mask);
        }

        var conditions = rules.Select(rule => rule.Rows).OfType<Expression>().Select(condition => Place(condition, table).Expression).ToList();
        var rows = Conjunction.All(conditions);
        var items = visible.ConvertAll(column => masks.TryGetValue(column.Name, out var mask)
            ? MaskedItem(table, column, mask)
            : (Column: column, Item: new ExpressionItem(new ColumnName(new Identifier(column.Name), new Identifier(table.Name)))));
        _fences[table] = new Fence(table, _schema.Dialect, [.. items.Select(item => item.Item)], rows);
        return table with
        {
            HasRowId = false,
            RowCount = rows is null ? table.RowCount : null,
            Columns = [.. items.Select(item => rows is null ? item.Column : item.Column with { Profile = ColumnProfile.Empty })],
        };
    }

    private List<ColumnSchema> VisibleColumns(TableSchema table, CompiledRule[] rules)
    {
        List<ColumnSchema> visible = [.. table.Columns];
        foreach (var rule in rules)
        {
            var named = rule.Rule.Table != AccessRule.EveryTable;
            if (named && (rule.Rule.Columns ?? []).Concat(rule.Rule.Hide).Concat(rule.Masks.Keys).Any(name => table.FindColumn(name, _schema.Dialect) is null))
            {
                throw new ClosedTableException(new ClosedTable(null));
            }

            visible.RemoveAll(column => (rule.Rule.Columns is { } only && !only.Contains(column.Name, _schema.Dialect.Names)) || rule.Rule.Hide.Contains(column.Name, _schema.Dialect.Names));
        }

        return visible;
    }

    private (Expression Expression, ColumnType Type) Place(Expression expression, TableSchema table)
    {
        var attributes = new CallerCalls(_caller.Attributes);
        try
        {
            var placed = RuleScope.Place(expression, table, _schema, attributes);
            return attributes.Missing is { } missing ? throw new ClosedTableException(new ClosedTable(missing)) : placed;
        }
        catch (Exception e) when (e is GuardRefusedException or SqlBindingException)
        {
            throw new ClosedTableException(new ClosedTable(attributes.Missing));
        }
    }

    private (ColumnSchema Column, ExpressionItem Item) MaskedItem(TableSchema table, ColumnSchema column, Expression mask)
    {
        var (expression, type) = Place(mask, table);
        return (Masked(column, type), new ExpressionItem(expression, new Identifier(column.Name)));
    }

    /// <summary>The column as its mask makes it; NULL keeps the type that the column has.</summary>
    private static ColumnSchema Masked(ColumnSchema column, ColumnType type) => column with
    {
        DeclaredType = "",
        Type = type == ColumnType.Other ? column.Type : type,
        Nullable = true,
        IsUnique = false,
        Profile = ColumnProfile.Empty,
    };

    /// <summary>Ends the reading of one table's rules.</summary>
    private sealed class ClosedTableException(ClosedTable table) : Exception
    {
        public ClosedTable Table { get; } = table;
    }
}
