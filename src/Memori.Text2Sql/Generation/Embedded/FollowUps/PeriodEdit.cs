using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>"only last year", "this month", 最近30天: a period takes the place of the one before, or narrows the answer.</summary>
/// <param name="Time">The period.</param>
/// <param name="Named">The column that the follow-up names for it, or null.</param>
internal sealed record PeriodEdit(TimeMention Time, ColumnNode? Named = null) : Edit
{
    private const double Replaced = 0.97;
    private const double Added = 0.9;

    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is null)
        {
            return null;
        }

        var periods = Periods.Conditions(draft).Where(p => Named is null || p.Column == Named).ToList();
        if (periods.Count > 0)
        {
            var column = periods[0].Column;
            var rest = Conditions.Without(draft, c => periods.Exists(p => p.Column == column && p.Condition == c));
            return Narrowed(rest, column)?.Times(Replaced);
        }

        return (Named ?? TimeColumns.Of(draft)) is { } dated ? Narrowed(draft, dated)?.Times(Added) : null;
    }

    private Draft? Narrowed(Draft draft, ColumnNode column) =>
        TimeExpression.Tells(column, Time) ? Conditions.Add(draft, column, c => TimeExpression.Within(column, c, Time, draft.Dialect)) : null;
}

/// <summary>"the year before", 前一个月: the period beside the one that was asked about.</summary>
/// <param name="Count">How many units later; negative for earlier.</param>
/// <param name="Unit"><c>year</c>, <c>month</c>, <c>day</c>, or <c>period</c> for as long as the period itself.</param>
/// <param name="Today">The day of asking.</param>
internal sealed record ShiftEdit(int Count, string Unit, DateOnly Today) : Edit
{
    public override Draft? Apply(Draft draft)
    {
        if (draft.Select is null)
        {
            return null;
        }

        var periods = Periods.Conditions(draft);
        if (periods.Count == 0)
        {
            return TimeColumns.Of(draft) is not null && Unit is "year" or "month" ? new PeriodEdit(Calendar()).Apply(draft)?.Times(0.6) : null;
        }

        var column = periods[0].Column;
        return Periods.Span(periods.Where(p => p.Column == column).Select(p => p.Condition)) is var (from, to)
            ? new PeriodEdit(new TimeMention(0, 0, Move(from, from, to), Move(to, from, to), TimeGrain.Day), column).Apply(draft)
            : null;
    }

    private TimeMention Calendar()
    {
        var start = Unit == "year" ? new DateOnly(Today.Year, 1, 1) : new DateOnly(Today.Year, Today.Month, 1);
        var end = Unit == "year" ? start.AddYears(1) : start.AddMonths(1);
        return new TimeMention(0, 0, Move(start, start, end), Move(end, start, end), Unit == "year" ? TimeGrain.Year : TimeGrain.Month);
    }

    private DateOnly Move(DateOnly day, DateOnly from, DateOnly to) => day == DateOnly.MinValue || day == DateOnly.MaxValue ? day : Unit switch
    {
        "year" => day.AddYears(Count),
        "month" => day.AddMonths(Count),
        "day" => day.AddDays(Count),
        _ when from.Day == 1 && to.Day == 1 && to != DateOnly.MaxValue => day.AddMonths(Count * ((12 * (to.Year - from.Year)) + to.Month - from.Month)),
        _ => day.AddDays(Count * (to.DayNumber - from.DayNumber)),
    };

    public static ShiftEdit Read(string argument, DateOnly today) =>
        argument.Split(' ') is [var count, var unit] ? new(int.Parse(count, CultureInfo.InvariantCulture), unit, today) : throw new FormatException(argument);
}

/// <summary>"ever", 不限时间: no period at all.</summary>
internal sealed record EverEdit : Edit
{
    public override Draft? Apply(Draft draft)
    {
        var periods = Periods.Conditions(draft);
        return draft.Select is null || periods.Count == 0 ? null : Conditions.Without(draft, c => periods.Any(p => p.Condition == c)).Times(0.95);
    }
}

/// <summary>Which column says when, where nobody names one.</summary>
internal static class TimeColumns
{
    /// <summary>The date of what the rows are; else of what they belong to.</summary>
    public static ColumnNode? Of(Draft draft)
    {
        if (Periods.Conditions(draft) is [var known, ..])
        {
            return known.Column;
        }

        var entity = draft.Entity();
        var measured = Measures.Of(draft) is not null;
        return draft.Index.Tables.SelectMany(t => t.Columns)
            .Where(TimeRules.HoldsTimes)
            .Select(c => (Column: c, Cost: Cost(c, entity, draft) - (measured && TimeRules.IsEvent(c.Table, draft.Index) ? 2.5 : 0)))
            .Where(c => c.Cost < Joining.Unreachable)
            .OrderBy(c => c.Cost)
            .Select(c => c.Column)
            .FirstOrDefault();
    }

    private static double Cost(ColumnNode column, TableNode? entity, Draft draft)
    {
        var join = Joining.Cost(draft, column.Table);
        return join >= Joining.Unreachable ? join
            : (2 * join) + (column.Table == entity ? 0 : 0.5)
                + (column.Words.Contains("birth") || column.Name.Contains('生') ? 1.5 : 0)
                + (column.Words.Contains("update") || column.Words.Contains("updated") ? 1 : 0);
    }
}
