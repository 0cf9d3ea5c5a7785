using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"what about Berlin?", "only the completed ones", 不含已取消的: a value takes another's place, narrows the answer, or is left out.</summary>
/// <param name="Values">The values that one phrase may mean.</param>
/// <param name="Mode">What becomes of it.</param>
internal sealed record ValueEdit(IReadOnlyList<ValueMatch> Values, ValueMode Mode) : Edit
{
    // Another value of the same column is the clearest follow-up that there is; of another column of that table, less so.
    private const double SameColumn = 0.97;
    private const double SameTable = 0.85;
    private const double Added = 0.88;

    /// <summary>Further values of the same phrase list: "Berlin and Paris".</summary>
    public IReadOnlyList<IReadOnlyList<ValueMatch>> More { get; init; } = [];

    public override Draft? Apply(Draft draft) => Mode switch
    {
        ValueMode.Exclude => Exclude(draft),
        ValueMode.Also => Widen(draft) ?? Add(draft),
        ValueMode.Replace => ReplaceIn(draft, SameColumn, (c, v) => c == v.Column) ?? ReplaceIn(draft, SameTable, (c, v) => c.Table == v.Column.Table) ?? ReplaceInside(draft) ?? Add(draft)?.Times(0.95),
        _ => ReplaceIn(draft, SameColumn, (c, v) => c == v.Column) ?? Narrower(draft) ?? Add(draft),
    };

    private Draft? ReplaceIn(Draft draft, double certainty, Func<ColumnNode, ValueMatch, bool> fits)
    {
        if (draft.Select is not { Where: { } where } select)
        {
            return null;
        }

        var conditions = Conjunction.Of(where).ToList();
        for (var i = 0; i < conditions.Count; i++)
        {
            if (Tested(draft, conditions[i]) is { } column && Values.FirstOrDefault(v => fits(column, v)) is { } value)
            {
                var more = More.Select(m => m.FirstOrDefault(v => v.Column == value.Column)).OfType<ValueMatch>();
                conditions[i] = Equals(draft, value, [.. more]);

                // The same thing named in two columns is replaced as one.
                var kept = conditions.Where((c, at) => at == i || Tested(draft, c) is not { } other || !fits(other, value) || IsNegative(c)).ToList();
                return draft.With(select with { Where = Conjunction.All(kept) }).Times(certainty);
            }
        }

        return null;
    }

    // A city says more than its region: the region goes.
    private Draft? Narrower(Draft draft)
    {
        if (draft.Select is not { Where: { } where } select)
        {
            return null;
        }

        var conditions = Conjunction.Of(where);
        var broader = conditions.FirstOrDefault(c => Tested(draft, c) is { } column && Values.Any(v => v.Column.Table == column.Table && v.Column != column && column.Words[^1] == v.Column.Words[^1]) && !IsNegative(c));
        return broader is null ? null : Add(draft.With(select with { Where = Conjunction.All(conditions.Where(c => c != broader)) }));
    }

    // Deep inside (IN (SELECT …), a common table) only the literal changes, where the column has the same name.
    private Draft? ReplaceInside(Draft draft)
    {
        var rewriter = new LiteralReplacer(Values);
        var query = rewriter.RewriteQuery(draft.Query);
        return rewriter.Replaced > 0 ? (draft with { Query = query }).Times(rewriter.Replaced == 1 ? 0.9 : 0.7) : null;
    }

    private Draft? Widen(Draft draft)
    {
        if (draft.Select is not { Where: { } where } select)
        {
            return null;
        }

        foreach (var condition in Conjunction.Of(where))
        {
            if (!IsNegative(condition) && Tested(draft, condition) is { } column && Values.FirstOrDefault(v => v.Column == column) is { } value)
            {
                var items = condition switch
                {
                    InList list => list.Items,
                    Binary { Right: Literal literal } => (NodeList<Expression>)[literal],
                    _ => null,
                };
                return items is null ? null : draft.With(select with
                {
                    Where = Conjunction.All(Conjunction.Of(where).Select(c => c == condition ? new InList(draft.Write(column), [.. items, Stored(value)]) : c)),
                }).Times(SameColumn);
            }
        }

        return null;
    }

    private Draft? Exclude(Draft draft)
    {
        if (draft.Select is { Where: { } where } select)
        {
            foreach (var condition in Conjunction.Of(where))
            {
                // "without cancelled ones" of a list that names several.
                if (condition is InList { Not: false } list && draft.Resolve(list.Operand) is { } column && Values.FirstOrDefault(v => v.Column == column) is { } value && list.Items.Contains(Stored(value)))
                {
                    var rest = list with { Items = [.. list.Items.Where(i => i != Stored(value))] };
                    return draft.With(select with { Where = Conjunction.All(Conjunction.Of(where).Select(c => c == condition ? rest : c)) }).Times(SameColumn);
                }
            }
        }

        return Best(draft) is { } best
            ? Conditions.Add(draft, best.Column, c => More.Count == 0 ? SqlTree.Compare("<>", c, Stored(best)) : new InList(c, Literals(best), Not: true))?.Times(Added)
            : null;
    }

    private Draft? Add(Draft draft) =>
        Best(draft) is { } best
            ? Conditions.Add(draft, best.Column, c => More.Count == 0 ? SqlTree.Compare("=", c, Stored(best)) : new InList(c, Literals(best)))?.Times(Added)
            : null;

    // The value whose column is nearest to what the query reads.
    private ValueMatch? Best(Draft draft) =>
        draft.Select is null ? null : Values
            .Select(v => (Value: v, Cost: Joining.Cost(draft, v.Column.Table)))
            .Where(v => v.Cost < Joining.Unreachable)
            .OrderBy(v => v.Cost - v.Value.Score)
            .Select(v => v.Value)
            .FirstOrDefault();

    private NodeList<Expression> Literals(ValueMatch first) =>
        [Stored(first), .. More.Select(m => m.FirstOrDefault(v => v.Column == first.Column)).OfType<ValueMatch>().Select(Stored)];

    private static Expression Equals(Draft draft, ValueMatch value, IReadOnlyList<ValueMatch> more) =>
        more.Count == 0
            ? SqlTree.Compare("=", draft.Write(value.Column), Stored(value))
            : new InList(draft.Write(value.Column), [Stored(value), .. more.Select(Stored)]);

    public static Expression Stored(ValueMatch value) =>
        value.Column.IsNumeric && decimal.TryParse(value.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? SqlTree.Number(number) : SqlTree.Text(value.Value);

    /// <summary>The column that a condition compares with values, or null.</summary>
    public static ColumnNode? Tested(Draft draft, Expression condition) => condition switch
    {
        Binary { Operator: "=" or "<>", Right: Literal { Kind: LiteralKind.Text or LiteralKind.Number } } equal => draft.Resolve(Bare(equal.Left)),
        Binary { Operator: "=" or "<>", Left: Literal { Kind: LiteralKind.Text or LiteralKind.Number } } equal => draft.Resolve(Bare(equal.Right)),
        InList list when list.Items.All(i => i is Literal) => draft.Resolve(Bare(list.Operand)),
        Like { Pattern: Literal } like => draft.Resolve(Bare(like.Operand)),
        Binary { Operator: "OR" } either when Tested(draft, either.Left) is { } column && Tested(draft, either.Right) is { } other && (column == other || column.Table == other.Table) => column,
        _ => null,
    };

    private static Expression Bare(Expression operand) => operand switch
    {
        FunctionCall { Arguments: [var only] } call when call.Name.Text.ToLowerInvariant() is "lower" or "upper" or "trim" => only,
        Cast cast => cast.Operand,
        Collate collate => collate.Operand,
        _ => operand,
    };

    private static bool IsNegative(Expression condition) => condition is Binary { Operator: "<>" } or InList { Not: true } or Like { Not: true };

    private sealed class LiteralReplacer(IReadOnlyList<ValueMatch> values) : TreeRewriter
    {
        public int Replaced { get; private set; }

        protected override Expression RewriteExpression(Expression expression)
        {
            if (expression is Binary { Operator: "=", Left: ColumnName name, Right: Literal { Kind: LiteralKind.Text } }
                && values.FirstOrDefault(v => v.Column.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)) is { } value)
            {
                Replaced++;
                return SqlTree.Compare("=", name, Stored(value));
            }

            return base.RewriteExpression(expression);
        }
    }
}

/// <summary>What becomes of a value that a follow-up names.</summary>
internal enum ValueMode
{
    /// <summary>It takes the place of another.</summary>
    Replace,

    /// <summary>It narrows the answer.</summary>
    Only,

    /// <summary>It comes beside another.</summary>
    Also,

    /// <summary>Rows that have it are left out.</summary>
    Exclude,
}
