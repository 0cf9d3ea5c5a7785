using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>ORDER BY, GROUP BY and DISTINCT ON, where a number or a name may mean a column of the result.</summary>
internal sealed partial class QueryBinder
{
    private readonly Dictionary<SqlNode, string> _texts = new(ReferenceEqualityComparer.Instance);

    private void BindOrder(Expression expression, Arm arm)
    {
        if (IsOrdinal(expression, arm.Columns.Count))
        {
            return;
        }

        var bare = Has(NameRules.OrderByCollated) ? WithoutCollation(expression) : expression;
        if (bare is ColumnName { Table: null } name && FindResult(name, arm) is { } column)
        {
            Bind(name, column, null, 0);
            return;
        }

        BindIn(Sorting(arm.Scope), expression);
    }

    private void BindGroup(Expression expression, Arm arm)
    {
        switch (expression)
        {
            case GroupingSets sets:
                foreach (var set in sets.Sets)
                {
                    BindGroup(set, arm);
                }

                break;
            case RowValue row:
                foreach (var item in row.Items)
                {
                    BindGroup(item, arm);
                }

                break;
            case ColumnName { Table: null } name when Has(NameRules.GroupByAliases)
                && FindBare(arm.Scope, name) is null && FindResult(name, arm) is { } column:
                Bind(name, column, null, 0);
                break;
            default:
                if (!IsOrdinal(expression, arm.Columns.Count))
                {
                    BindIn(Sorting(arm.Scope), expression);
                }

                break;
        }
    }

    /// <summary>The ORDER BY of a set operation or of VALUES.</summary>
    private void BindResultOrder(Expression expression, IReadOnlyList<BoundColumn> columns, List<Arm> arms)
    {
        if (IsOrdinal(expression, columns.Count))
        {
            return;
        }

        var bare = Has(NameRules.OrderByCollated) ? WithoutCollation(expression) : expression;
        if (bare is ColumnName { Table: null } name && FindAlias(columns, name.Name.Text) is { } column)
        {
            if (Has(NameRules.OrderByAnyName) && columns.Count(other => _dialect.Names.Equals(other.Name, name.Name.Text)) > 1)
            {
                throw BindingFaults.AmbiguousColumn(name, name.Name.Text, null, null);
            }

            Bind(name, column, null, 0);
            return;
        }

        foreach (var arm in Has(NameRules.OrderByOperands) ? arms : [])
        {
            if (bare is ColumnName { Table: null } given && FindAlias(arm.Columns, given.Name.Text) is { } selected)
            {
                Bind(given, selected, null, 0);
                return;
            }

            if (arm.Node.Items.Any(item => item is ExpressionItem selected && IsSame(selected.Expression, bare)))
            {
                BindIn(Sorting(arm.Scope), bare);
                return;
            }
        }

        throw bare is ColumnName { Table: null } unknown
            ? BindingFaults.UnknownColumn(unknown, unknown.Name.Text, null, NearestName.Of(unknown.Name.Text, columns.Select(known => known.Name)))
            : BindingFaults.NotSelected(expression);
    }

    /// <summary>What ORDER BY and GROUP BY see; not everywhere the queries around.</summary>
    private Scope Sorting(Scope scope) => Has(NameRules.SortsWithinItself) ? scope.WithoutOuter() : scope;

    /// <summary>The column of the result that a name in ORDER BY means before anything else, or null.</summary>
    private BoundColumn? FindResult(ColumnName name, Arm arm)
    {
        BoundColumn? found = null;
        var at = -1;
        for (var i = 0; i < arm.Aliases.Count; i++)
        {
            if (arm.Aliases[i] is not { } alias || !_dialect.Names.Equals(alias.Name, name.Name.Text))
            {
                continue;
            }

            if (found is null)
            {
                (found, at) = (alias, i);
            }
            else if (Has(NameRules.OrderByAnyName) && !IsSameColumn(arm, at, i))
            {
                throw BindingFaults.AmbiguousColumn(name, name.Name.Text, null, null);
            }

            if (!Has(NameRules.OrderByAnyName))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Whether two columns of a result are one expression: then either may be meant.</summary>
    private bool IsSameColumn(Arm arm, int one, int other)
    {
        if (arm.Columns[one].Original == arm.Columns[other].Original)
        {
            return true;
        }

        return arm.Columns.Count == arm.Node.Items.Count
            && arm.Node.Items[one] is ExpressionItem first && arm.Node.Items[other] is ExpressionItem second && IsSame(first.Expression, second.Expression);
    }

    /// <summary>Whether two expressions say the same; of columns also when only one is qualified.</summary>
    private bool IsSame(Expression one, Expression other) => one is ColumnName left && other is ColumnName right
        ? _dialect.Names.Equals(left.Name.Text, right.Name.Text) && (left.Table is null || right.Table is null || _dialect.Names.Equals(left.Table.Text, right.Table.Text))
        : one.Equals(other) || SameText(one, other);

    /// <summary>The same but for the case of letters. Written once for each expression: a long ORDER BY is compared with a long list.</summary>
    private bool SameText(Expression one, Expression other) =>
        Has(NameRules.OrderByOperands) && TextOf(one).Equals(TextOf(other), StringComparison.OrdinalIgnoreCase);

    private string TextOf(Expression expression)
    {
        if (!_texts.TryGetValue(expression, out var text))
        {
            _texts[expression] = text = SqlRenderer.Render(expression, _dialect);
        }

        return text;
    }

    private static Expression WithoutCollation(Expression expression)
    {
        while (expression is Collate collate)
        {
            expression = collate.Operand;
        }

        return expression;
    }

    private bool IsOrdinal(Expression expression, int count)
    {
        var bare = Has(NameRules.OrderByCollated) ? WithoutCollation(expression) : expression;
        if (bare is not Literal { Kind: LiteralKind.Number } number || !number.Value.All(char.IsAsciiDigit))
        {
            return false;
        }

        return int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) && ordinal >= 1 && ordinal <= count
            ? true
            : throw BindingFaults.BadOrdinal(expression, number.Value, count);
    }
}
