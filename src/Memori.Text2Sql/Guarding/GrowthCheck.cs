using System.Globalization;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>
/// Reckons how long the texts are that a query builds for each row, through common and derived tables, so that doubling can't be hidden in layers: a
/// server builds a gigabyte without heeding any cancellation. A cell of a table counts as <see cref="Cell"/> characters; what an aggregate gathers is
/// left to the plan, which knows the rows (<see cref="Gathered"/>).
/// </summary>
/// <param name="bound">The query.</param>
/// <param name="most">The longest text for a row.</param>
internal sealed class GrowthCheck(BoundQuery bound, double most) : TreeVisitor
{
    /// <summary>Characters of an ordinary cell, and of anything that is no text.</summary>
    private const double Cell = 32;

    /// <summary>What a recursion is taken to have built already: twice that is too much, a little more is not.</summary>
    private const double ShareOfRecursion = 0.6;

    private readonly Dictionary<SqlNode, double> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, double> _commonTables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The most characters that an aggregate gathers of each row; 0 when none gathers texts.</summary>
    public double Gathered { get; private set; }

    /// <exception cref="GuardRefusedException">A text could become longer than allowed.</exception>
    public GrowthCheck Run()
    {
        Visit(bound.Query);
        return this;
    }

    public override void Visit(SqlNode? node)
    {
        if (node is not WithClause with)
        {
            base.Visit(node);
            return;
        }

        // One that is read before it was looked at may be anything.
        foreach (var table in with.Tables)
        {
            _commonTables[table.Name.Text] = most * ShareOfRecursion;
        }

        foreach (var table in with.Tables)
        {
            Visit(table.Query);
            _commonTables[table.Name.Text] = Of(with.Recursive && table.Query.Body is SetOperation arms ? arms.Left : table.Query.Body);
        }
    }

    protected override void VisitSource(TableSource source)
    {
        base.VisitSource(source);
        _known[source] = source switch
        {
            DerivedTable derived => Of(derived.Query.Body),
            FunctionTable function => function.Call.Arguments.Select(Of).DefaultIfEmpty(Cell).Max(),
            TableName table when bound.TableOf(table) is null => _commonTables.GetValueOrDefault(table.Name.Text, Cell),
            Join join => Math.Max(_known[join.Left], _known[join.Right]),
            _ => Cell,
        };
    }

    protected override void VisitExpression(Expression expression)
    {
        base.VisitExpression(expression);
        if (Of(expression) > most)
        {
            throw Refusals.TooLarge(expression, most);
        }
    }

    private double Of(QueryBody body) => body switch
    {
        Select select => select.Items.Max(item => item is ExpressionItem named ? Of(named.Expression) : select.From is { } from ? _known.GetValueOrDefault(from, Cell) : Cell),
        SetOperation set => Math.Max(Of(set.Left), Of(set.Right)),
        NestedQuery nested => Of(nested.Query.Body),
        Values values => values.Rows.SelectMany(static row => row).Select(Of).DefaultIfEmpty(Cell).Max(),
        _ => Cell,
    };

    private double Of(Expression expression)
    {
        if (!_known.TryGetValue(expression, out var size))
        {
            _known[expression] = size = Reckon(expression);
        }

        return size;
    }

    private double Reckon(Expression expression) => expression switch
    {
        Literal literal => literal.Value.Length,
        ColumnName column => bound.BindingOf(column)?.Source is { } source ? _known.GetValueOrDefault(source, Cell) : Cell,
        Binary { Operator: "||" } joined => Of(joined.Left) + Of(joined.Right),
        Binary { Operator: "->" or "->>" or "#>" or "#>>" } part => Of(part.Left),
        FunctionCall call => Reckon(call),
        Cast cast => Of(cast.Operand),
        Collate collate => Of(collate.Operand),
        Subscript subscript => Of(subscript.Operand),
        Slice slice => Of(slice.Operand),
        Case choice => choice.Whens.Select(when => Of(when.Result)).Append(choice.Else is null ? 0 : Of(choice.Else)).Max(),
        ArrayValue array => array.Items.Sum(Of),
        RowValue row => row.Items.Sum(Of),
        NamedArgument argument => Of(argument.Value),
        ScalarQuery scalar => Of(scalar.Query.Body),
        ArrayQuery array => Gather(Of(array.Query.Body)),
        _ => Cell,
    };

    private double Reckon(FunctionCall call)
    {
        var sizes = call.Arguments.Select(Of).ToArray();
        return call.Name.Text.ToLowerInvariant() switch
        {
            "length" or "char_length" or "character_length" or "octet_length" or "bit_length" or "md5" or "count" or "strpos" or "instr" or "position" or "ascii" or "unicode" => Cell,
            "coalesce" or "ifnull" or "nullif" or "iif" or "greatest" or "least" or "min" or "max" or "first_value" or "last_value" or "nth_value" or "lag" or "lead" =>
                sizes.DefaultIfEmpty(Cell).Max(),
            "substr" or "substring" or "left" or "right" or "split_part" or "trim" or "ltrim" or "rtrim" or "btrim" or "lower" or "upper" or "initcap" or "reverse" =>
                sizes.DefaultIfEmpty(Cell).First(),
            "repeat" => call.Arguments is [_, var count] ? sizes[0] * (Number(count) ?? most) : most,
            "lpad" or "rpad" => call.Arguments.Count > 1 ? Math.Max(sizes[0], Number(call.Arguments[1]) ?? most) : most,
            "replace" or "regexp_replace" => call.Arguments.Count > 2 ? sizes[0] * Factor(call.Arguments[1], call.Arguments[2], sizes[2]) : Cell,
            "array_to_string" => call.Arguments.Count > 1 ? sizes[0] * (1 + sizes[1]) : Cell,
            "string_agg" or "group_concat" or "array_agg" or "json_agg" or "jsonb_agg" or "json_object_agg" or "jsonb_object_agg" or "json_group_array" or "json_group_object" => Gather(sizes.Sum()),
            _ => Math.Max(Cell, sizes.Sum()),
        };
    }

    private double Gather(double size)
    {
        Gathered = Math.Max(Gathered, size);
        return size;
    }

    /// <summary>By how much a text grows whose every pattern is replaced; a backslash may stand for all that was found.</summary>
    private static double Factor(Expression pattern, Expression replacement, double size) => (pattern, replacement) switch
    {
        (Literal { Kind: LiteralKind.Text } from, Literal { Kind: LiteralKind.Text } to) =>
            Math.Max(1, (double)to.Value.Length / Math.Max(1, from.Value.Length)) + to.Value.Count(static c => c == '\\'),
        _ => Math.Max(1, size),
    };

    private static double? Number(Expression expression) =>
        expression is Literal { Kind: LiteralKind.Number } literal && double.TryParse(literal.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : expression is Literal or Unary ? 0 : null;
}
