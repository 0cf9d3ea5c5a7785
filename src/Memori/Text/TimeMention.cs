namespace Memori.Text;

/// <summary>How coarse a time expression is.</summary>
public enum TimeGrain
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Weeks, from Monday.</summary>
    Week,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Quarters of a calendar year, and halves.</summary>
    Quarter,

    /// <summary>Calendar years.</summary>
    Year,
}

/// <summary>A time expression in a text, as a span of days.</summary>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
/// <param name="From">The first day; <see cref="DateOnly.MinValue"/> when it is open (<c>before 2020</c>).</param>
/// <param name="To">The day after the last; <see cref="DateOnly.MaxValue"/> when it is open (<c>since March</c>).</param>
/// <param name="Grain">How coarse it is.</param>
public sealed record TimeMention(int Start, int Length, DateOnly From, DateOnly To, TimeGrain Grain)
{
    /// <summary>Whether a side is open.</summary>
    public bool IsOpen => From == DateOnly.MinValue || To == DateOnly.MaxValue;
}
