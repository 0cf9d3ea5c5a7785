using System.Globalization;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>
/// How many rows generate_series makes. Numbers and dates that are written down are counted; bounds that come from the data are
/// trusted as far as no large number, no far date and no tiny step is written in them.
/// </summary>
internal static class SeriesRule
{
    private const double SecondsPerDay = 86_400;

    /// <summary>What data may span when its bounds are not written down: a hundred years.</summary>
    private const double UnknownSpan = 100 * 366 * SecondsPerDay;

    public static Expression? Judge(FunctionCall call, GuardOptions options)
    {
        if (call.Arguments.Count is < 2 or > 3)
        {
            return call;
        }

        var (start, stop) = (call.Arguments[0], call.Arguments[1]);
        var step = call.Arguments.Count == 3 ? call.Arguments[2] : null;
        if (Number(start) is { } from && Number(stop) is { } to && (step is null || Number(step) is not null))
        {
            var size = step is null ? 1 : Math.Abs(Number(step)!.Value);
            return size > 0 && Math.Abs(to - from) / size <= options.MaxSeries ? null : call;
        }

        if (step is not null && Seconds(step) is { } seconds)
        {
            var span = Moment(start) is { } first && Moment(stop) is { } last ? Math.Abs((last - first).TotalSeconds) : UnknownSpan;
            var known = Moment(start) is not null && Moment(stop) is not null;
            var tooMany = known ? span / seconds > options.MaxSeries : seconds < 60;
            return tooMany ? call : ModestLiterals.Immodest(start, options) ?? ModestLiterals.Immodest(stop, options);
        }

        if (step is not null && Number(step) is not { } number)
        {
            return step;
        }

        return ModestLiterals.Immodest(start, options) ?? ModestLiterals.Immodest(stop, options)
            ?? (step is not null && Math.Abs(Number(step)!.Value) < 1 ? step : null);
    }

    private static double? Number(Expression expression) => expression switch
    {
        Literal { Kind: LiteralKind.Number } literal when double.TryParse(literal.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        Unary { Operator: "-" } unary => -Number(unary.Operand),
        Unary { Operator: "+" } unary => Number(unary.Operand),
        Cast cast => Number(cast.Operand),
        _ => null,
    };

    private static DateTime? Moment(Expression expression) => expression switch
    {
        TypedLiteral literal => Parse(literal.Value),
        Literal { Kind: LiteralKind.Text } literal => Parse(literal.Value),
        Cast cast => Moment(cast.Operand),
        _ => null,
    };

    private static DateTime? Parse(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    /// <summary>The length of an interval that is written down, in seconds; null when it can't be told or is not above zero.</summary>
    private static double? Seconds(Expression expression)
    {
        var text = expression switch
        {
            TypedLiteral { Type: "interval" } typed => $"{typed.Value} {typed.Fields}".Trim(),
            Cast { Type: "interval", Operand: Literal { Kind: LiteralKind.Text } literal } => literal.Value,
            Literal { Kind: LiteralKind.Text } literal => literal.Value,
            Unary { Operator: "-" } => null,
            _ => null,
        };
        var words = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (words.Length != 2 || !double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        double? unit = words[1].ToLowerInvariant().TrimEnd('s') switch
        {
            "second" or "sec" => 1,
            "minute" or "min" => 60,
            "hour" => 3_600,
            "day" => SecondsPerDay,
            "week" => 7 * SecondsPerDay,
            "month" or "mon" => 28 * SecondsPerDay,
            "quarter" => 90 * SecondsPerDay,
            "year" => 365 * SecondsPerDay,
            _ => null,
        };
        var seconds = Math.Abs(count) * unit;
        return seconds > 0 ? seconds : null;
    }

    private sealed class ModestLiterals(GuardOptions options) : TreeVisitor
    {
        private Expression? _immodest;

        public static Expression? Immodest(Expression expression, GuardOptions options)
        {
            var visitor = new ModestLiterals(options);
            visitor.Visit(expression);
            return visitor._immodest;
        }

        protected override void VisitExpression(Expression expression)
        {
            var modest = expression switch
            {
                Literal { Kind: LiteralKind.Number } literal => double.TryParse(literal.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value <= options.MaxSeries,
                Literal { Kind: LiteralKind.Text } literal => IsModest(literal.Value),
                TypedLiteral literal => IsModest(literal.Value),
                Binary { Operator: "*" or "^" or "<<" or "||" } => false,
                _ => true,
            };
            _immodest ??= modest ? null : expression;
            base.VisitExpression(expression);
        }

        /// <summary>No infinity, and no digits enough for a year beyond 9999.</summary>
        private static bool IsModest(string text)
        {
            var run = 0;
            foreach (var c in text)
            {
                run = char.IsAsciiDigit(c) ? run + 1 : 0;
                if (run > 4)
                {
                    return false;
                }
            }

            return !text.Contains("inf", StringComparison.OrdinalIgnoreCase);
        }
    }
}
