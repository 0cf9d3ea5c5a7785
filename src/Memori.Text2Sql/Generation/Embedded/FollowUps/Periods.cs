using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>Finds the period that a query asks about.</summary>
internal static class Periods
{
    /// <summary>The conditions on time of the top SELECT, with their column.</summary>
    public static IReadOnlyList<(Expression Condition, ColumnNode Column)> Conditions(Draft draft) =>
    [
        .. Conjunction.Of(draft.Select?.Where)
            .Select(c => (Condition: c, Column: Columns(draft, c) is [var only] && TimeRules.HoldsTimes(only) ? only : null))
            .Where(c => c.Column is not null)
            .Select(c => (c.Condition, c.Column!)),
    ];

    /// <summary>The days from and to (exclusive) that conditions on one column leave; null when they are not plain days.</summary>
    public static (DateOnly From, DateOnly To)? Span(IEnumerable<Expression> conditions)
    {
        var (from, to) = (DateOnly.MinValue, DateOnly.MaxValue);
        foreach (var condition in conditions)
        {
            if (Bounds(condition) is not var (low, high))
            {
                return null;
            }

            from = low > from ? low : from;
            to = high < to ? high : to;
        }

        return from < to && (from != DateOnly.MinValue || to != DateOnly.MaxValue) ? (from, to) : null;
    }

    private static (DateOnly From, DateOnly To)? Bounds(Expression condition) => condition switch
    {
        Between { Not: false } between when Day(between.Low) is { } low && Day(between.High) is { } high => (low, high.AddDays(1)),
        Binary { Operator: "=" } equal when Day(equal.Right) is { } day && !IsYear(equal.Right) => (day, day.AddDays(1)),
        Binary { Operator: "=" } equal when Year(equal.Right) is { } year && Month(equal.Right) is null => (new DateOnly(year, 1, 1), new DateOnly(year, 1, 1).AddYears(1)),
        Binary { Operator: "=" } equal when Month(equal.Right) is { } month => (month, month.AddMonths(1)),
        Binary { Operator: ">=" } at when Day(at.Right) is { } day => (day, DateOnly.MaxValue),
        Binary { Operator: ">" } after when Day(after.Right) is { } day => (day.AddDays(1), DateOnly.MaxValue),
        Binary { Operator: "<" } before when Day(before.Right) is { } day => (DateOnly.MinValue, day),
        Binary { Operator: "<=" } until when Day(until.Right) is { } day => (DateOnly.MinValue, day.AddDays(1)),
        Like { Not: false, Pattern: Literal { Kind: LiteralKind.Text } pattern } when Year(new Literal(LiteralKind.Text, pattern.Value.Trim('%', '-'))) is { } year => (new DateOnly(year, 1, 1), new DateOnly(year, 1, 1).AddYears(1)),
        _ => null,
    };

    private static bool IsYear(Expression expression) => Year(expression) is not null;

    private static int? Year(Expression expression) =>
        Text(expression) is { Length: 4 } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1000 and < 9000 ? year : null;

    private static DateOnly? Month(Expression expression) =>
        Text(expression) is { Length: 7 } text && DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;

    private static DateOnly? Day(Expression expression) =>
        Text(expression) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Year(expression) is { } year ? new DateOnly(year, 1, 1) : null;

    private static string? Text(Expression expression) => expression switch
    {
        Literal { Kind: LiteralKind.Text or LiteralKind.Number } literal => literal.Value,
        TypedLiteral typed => typed.Value,
        Cast cast => Text(cast.Operand),
        FunctionCall { Arguments: [var only] } call when call.Name.Text.ToLowerInvariant() is "date" or "datetime" => Text(only),
        _ => null,
    };

    private static List<ColumnNode> Columns(Draft draft, Expression condition)
    {
        var finder = new ColumnFinder(draft);
        finder.Look(condition);
        return finder.Inside ? [] : [.. finder.Found.Distinct()];
    }

    private sealed class ColumnFinder(Draft draft) : TreeVisitor
    {
        public List<ColumnNode> Found { get; } = [];

        public bool Inside { get; private set; }

        public void Look(Expression expression) => Visit(expression);

        protected override void VisitQuery(Query query) => Inside = true;

        protected override void VisitExpression(Expression expression)
        {
            if (draft.Resolve(expression) is { } column)
            {
                Found.Add(column);
            }

            base.VisitExpression(expression);
        }
    }
}
