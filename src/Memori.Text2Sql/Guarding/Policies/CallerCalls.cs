using System.Globalization;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// Puts literals in the place of <c>caller('name')</c>: one where one value is needed; several in <c>IN (…)</c>, and for <c>=</c> and <c>&lt;&gt;</c>,
/// which then mean IN and NOT IN.
/// </summary>
/// <param name="attributes">The caller's attributes.</param>
internal sealed class CallerCalls(IReadOnlyDictionary<string, IReadOnlyList<string>> attributes) : TreeRewriter
{
    private const string Function = "caller";

    /// <summary>The literals that stand for attributes, and the attribute of each; and those of them that stand beside a number.</summary>
    private readonly Dictionary<Expression, string> _literals = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Expression> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The first attribute that the caller lacks, or has several of where one is needed; null when all are there.</summary>
    public string? Missing { get; private set; }

    /// <summary>The names that an expression asks for.</summary>
    public static IReadOnlyCollection<string> NamesIn(Expression expression)
    {
        var finder = new Finder();
        finder.Visit(expression);
        return finder.Names;
    }

    /// <summary>The name that a call asks for; null when it is no such call.</summary>
    public static string? NameOf(Expression expression) =>
        expression is FunctionCall { Schema: null, Arguments: [Literal { Kind: LiteralKind.Text } name], Star: false, Distinct: false, Filter: null, Over: null, OrderBy: [], WithinGroup: [] } call
        && call.Name.Text.Equals(Function, StringComparison.OrdinalIgnoreCase)
            ? name.Value
            : null;

    /// <summary>The expression with literals.</summary>
    public Expression Apply(Expression expression) => RewriteExpression(expression);

    /// <summary>
    /// Notes what an attribute is compared with. Where values and not columns have types, every number is less than every text: a text beside what may
    /// be a number would permit too much.
    /// </summary>
    /// <exception cref="GuardRefusedException">What stands beside it may be a number or a text.</exception>
    public void Beside(ColumnType type, Expression expression, SqlDialect dialect)
    {
        if (!_literals.TryGetValue(expression, out var name))
        {
            return;
        }

        if (type is ColumnType.Integer or ColumnType.Number)
        {
            _numbers.Add(expression);
        }
        else if (dialect.TypesValues && type is ColumnType.Other or ColumnType.Json or ColumnType.Blob)
        {
            throw Refusals.UnclearAttribute(expression, name);
        }
    }

    /// <summary>The literal as what it is compared with asks for it.</summary>
    public Expression Typed(Literal literal)
    {
        if (!_numbers.Contains(literal))
        {
            return literal;
        }

        if (!IsNumber(literal.Value))
        {
            Missing ??= _literals[literal];
            return literal;
        }

        var number = new Literal(LiteralKind.Number, literal.Value.TrimStart('+', '-')) { Position = literal.Position };
        return literal.Value[0] == '-' ? new Unary("-", number) { Position = literal.Position } : number;
    }

    protected override Expression RewriteExpression(Expression expression)
    {
        switch (expression)
        {
            case InList list when list.Items.Any(item => NameOf(item) is not null):
                return list with
                {
                    Operand = RewriteExpression(list.Operand),
                    Items = [.. list.Items.SelectMany(item => NameOf(item) is { } name ? Values(name, item) : [RewriteExpression(item)])],
                };
            case Binary { Operator: "=" or "<>" } comparison when NameOf(comparison.Right) is { } name && Values(name, comparison.Right) is { Count: > 1 } values:
                return new InList(RewriteExpression(comparison.Left), [.. values], comparison.Operator == "<>") { Position = comparison.Position };
            case FunctionCall call when NameOf(call) is { } name:
                var all = Values(name, call);
                if (all is not [var only])
                {
                    Missing ??= name;
                    return new Literal(LiteralKind.Null, "NULL");
                }

                return only;
            default:
                return base.RewriteExpression(expression);
        }
    }

    private List<Expression> Values(string name, Expression at)
    {
        if (!attributes.TryGetValue(name, out var values) || values.Count == 0)
        {
            Missing ??= name;
            return [new Literal(LiteralKind.Null, "NULL")];
        }

        List<Expression> literals = [.. values.Select(value => new Literal(LiteralKind.Text, value) { Position = at.Position })];
        literals.ForEach(literal => _literals[literal] = name);
        return literals;
    }

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private sealed class Finder : TreeVisitor
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        protected override void VisitExpression(Expression expression)
        {
            if (NameOf(expression) is { } name)
            {
                Names.Add(name);
            }

            base.VisitExpression(expression);
        }
    }
}
