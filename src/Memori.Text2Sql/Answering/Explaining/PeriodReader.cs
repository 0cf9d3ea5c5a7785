using System.Globalization;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Finds the two ends of a period among conditions that are joined by AND.</summary>
internal static class PeriodReader
{
    /// <summary>The conditions with each pair of bounds on one operand as one period, where it first stood.</summary>
    public static IReadOnlyList<(Expression Condition, Period? Period)> Read(IReadOnlyList<Expression> conditions)
    {
        var read = new List<(Expression, Period?)>();
        var used = new HashSet<int>();
        for (var i = 0; i < conditions.Count; i++)
        {
            if (used.Contains(i))
            {
                continue;
            }

            if (Bound(conditions[i]) is not { } bound)
            {
                read.Add((conditions[i], null));
                continue;
            }

            for (var j = i + 1; j < conditions.Count; j++)
            {
                if (!used.Contains(j) && Bound(conditions[j]) is { } other && other.Operand == bound.Operand && (other.From is null) != (bound.From is null) && (other.To is null) != (bound.To is null))
                {
                    used.Add(j);
                    bound = bound with { From = bound.From ?? other.From, To = bound.To ?? other.To };
                    break;
                }
            }

            read.Add((conditions[i], bound));
        }

        return read;
    }

    private static Period? Bound(Expression condition) => condition switch
    {
        Between { Not: false } between when Day(between.Low) is { } low && Day(between.High) is { } high => new Period(between.Operand, low, high.AddDays(1)),
        Binary { Operator: ">=" } from when Day(from.Right) is { } day => new Period(from.Left, day, null),
        Binary { Operator: ">" } after when Day(after.Right) is { } day => new Period(after.Left, day.AddDays(1), null),
        Binary { Operator: "<" } before when Day(before.Right) is { } day => new Period(before.Left, null, day),
        Binary { Operator: "<=" } until when Day(until.Right) is { } day => new Period(until.Left, null, day.AddDays(1)),
        Binary { Operator: "=" } on when Day(on.Right) is { } day => new Period(on.Left, day, day.AddDays(1)),
        _ => null,
    };

    private static DateOnly? Day(Expression expression) => expression switch
    {
        Literal { Kind: LiteralKind.Text, Value: var text } => Parse(text),
        TypedLiteral { Value: var text } => Parse(text),
        Cast cast => Day(cast.Operand),
        FunctionCall { Arguments: [var only] } call when call.Name.Text.Equals("date", StringComparison.OrdinalIgnoreCase) => Day(only),
        _ => null,
    };

    // With a time of day it is no whole day.
    private static DateOnly? Parse(string text) =>
        DateOnly.TryParseExact(text.EndsWith(" 00:00:00", StringComparison.Ordinal) ? text[..10] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>A span of days.</summary>
/// <param name="Operand">What lies within it.</param>
/// <param name="From">The first day, or null when open.</param>
/// <param name="To">The day after the last, or null when open.</param>
internal sealed record Period(Expression Operand, DateOnly? From, DateOnly? To)
{
    // Nobody says "the last 137 days".
    private const int MostDays = 99;

    /// <summary>The last day.</summary>
    public DateOnly? Last => To?.AddDays(-1);

    /// <summary>How many whole months it has when it begins and ends with a month; 0 otherwise.</summary>
    public int Months => From is { Day: 1 } from && To is { Day: 1 } to ? (12 * (to.Year - from.Year)) + to.Month - from.Month : 0;

    /// <summary>How many days or months before the end of <paramref name="today"/> it began, when it ends then ("the last 30 days"); null otherwise.</summary>
    public (int Count, bool IsMonths)? Recent(DateOnly? today)
    {
        if (today is not { } now || From is not { } from || To != now.AddDays(1) || from > now)
        {
            return null;
        }

        var months = (12 * (now.Year - from.Year)) + now.Month - from.Month;
        var days = now.DayNumber - from.DayNumber;
        return months > 0 && now.AddMonths(-months) == from ? (months, true) : days is > 0 and <= MostDays ? (days, false) : null;
    }
}
