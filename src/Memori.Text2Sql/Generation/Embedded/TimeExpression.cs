using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Writes conditions on time and grains of time for a dialect.</summary>
internal static class TimeExpression
{
    /// <summary>The condition that a column, written as <paramref name="left"/>, lies within a span of days.</summary>
    public static Expression Within(ColumnNode column, Expression left, TimeMention time, SqlDialect dialect)
    {
        if (column.IsNumeric)
        {
            return Years(left, time);
        }

        if (column.Written is { } written)
        {
            return Span(dialect.DayOf(left, written.Form), time);
        }

        if (column.IsText && !column.Schema.Profile.Values.Take(3).All(StartsWithIsoDate))
        {
            var year = time.From == DateOnly.MinValue ? time.To.Year : time.From.Year;
            return time.IsOpen ? SqlTree.Compare(time.To == DateOnly.MaxValue ? ">=" : "<", left, SqlTree.Text(year.ToString(CultureInfo.InvariantCulture)))
                : new Like("LIKE", left, SqlTree.Text($"%{year}%"));
        }

        return Span(left, time);
    }

    /// <summary>Whether what a column holds is fine enough to tell a span: a text that only begins with a year, or has it somewhere, tells years.</summary>
    public static bool Tells(ColumnNode column, TimeMention time) => column.Written is { } written ? written.Tells(time)
        : !column.IsText || time.Grain == TimeGrain.Year || column.Schema.Profile.Values.Take(3).All(StartsWithIsoDate);

    /// <summary>A column as the day that it tells, whatever it is written like.</summary>
    public static Expression DayOf(ColumnNode column, Expression written, SqlDialect dialect) =>
        column.Written is { } dates ? dialect.DayOf(written, dates.Form) : written;

    public static Expression Truncate(ColumnNode column, Expression written, TimeGrain grain, SqlDialect dialect) => dialect.PeriodText(DayOf(column, written, dialect), grain);

    private static Expression Span(Expression left, TimeMention time) => Conjunction.Both(
        time.From == DateOnly.MinValue ? null : SqlTree.Compare(">=", left, Day(time.From)),
        time.To == DateOnly.MaxValue ? null : SqlTree.Compare("<", left, Day(time.To)))!;

    private static Expression Years(Expression left, TimeMention time)
    {
        if (!time.IsOpen && time.To <= new DateOnly(time.From.Year, 1, 1).AddYears(1))
        {
            return SqlTree.Compare("=", left, SqlTree.Number(time.From.Year));
        }

        return Conjunction.Both(
            time.From == DateOnly.MinValue ? null : SqlTree.Compare(">=", left, SqlTree.Number(time.From.Year)),
            time.To == DateOnly.MaxValue ? null : SqlTree.Compare("<", left, SqlTree.Number(time.To.Year)))!;
    }

    public static Expression Day(DateOnly day) => SqlTree.Text(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static bool StartsWithIsoDate(string value) => value.Length >= 8 && char.IsAsciiDigit(value[0]) && char.IsAsciiDigit(value[3]) && value[4] == '-';
}
