using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>The wording of explanations in one language; the order of the parts is the <see cref="Explainer"/>'s.</summary>
internal abstract class Phrasebook
{
    public static Phrasebook For(Language language) => language == Language.Chinese ? ChinesePhrasebook.Instance : EnglishPhrasebook.Instance;

    public abstract string Comma { get; }

    public abstract string Everything { get; }

    public abstract string Rows { get; }

    public static string Quoted(string text) => $"“{text}”";

    /// <summary>A number, TRUE, NULL or the present.</summary>
    public abstract string Constant(string value);

    public abstract string Interval(string value);

    /// <summary>Conditions that all hold.</summary>
    public abstract string All(IReadOnlyList<string> conditions);

    public abstract string Or(string left, string right);

    public abstract string Not(string condition);

    public abstract string List(IReadOnlyList<string> items);

    public abstract string Alternatives(IReadOnlyList<string> items);

    public abstract string Shows(string items, string? source, bool distinct);

    /// <summary>Rows with what belongs to each: always, or where there is one.</summary>
    public abstract string Joined(string main, IReadOnlyList<string> with, IReadOnlyList<string> optional, string? condition);

    public abstract string Where(string condition);

    public abstract string GroupedBy(string items);

    public abstract string Having(string condition);

    public abstract string SortedBy(string items);

    public abstract string SortKey(string key, bool descending, ColumnType type);

    public abstract string First(string count);

    public abstract string Skipping(string count);

    public abstract string Combined(string @operator, string left, string right);

    /// <summary>A common table that is worked out before.</summary>
    public abstract string Step(string name, string query);

    public abstract string Sentence(IReadOnlyList<string> clauses);

    /// <summary>An aggregate, or null when the function has no wording of its own.</summary>
    public abstract string? Aggregate(string function, string argument, bool distinct);

    /// <summary>The earliest or latest of some times; null for other functions.</summary>
    public abstract string? Extreme(string function, string moment);

    /// <summary>A function, or null when it has no wording of its own.</summary>
    public abstract string? Function(string function, IReadOnlyList<string> arguments);

    /// <summary>The number of rows of a table, or of rows where it has no name.</summary>
    public abstract string CountOf(string? table, bool distinct);

    public abstract string Only(string measure, string condition);

    public abstract string Share(string part, string whole);

    /// <summary>The year, month or another part of a time.</summary>
    public abstract string PartOf(string unit, string moment);

    public abstract string Windowed(string measure, string? partition, string? order, bool runs);

    /// <summary>Only the first rows of each group.</summary>
    public abstract string FirstOfEach(string count, string group, string key);

    /// <summary>The value that a share of all values does not exceed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="level">The share as in SQL; 0.5 is the median.</param>
    public abstract string Percentile(string value, string level);

    /// <summary>By how many percent a value differs from the one before.</summary>
    public abstract string Growth(string value);

    /// <summary>The average of a value and those before it.</summary>
    public abstract string Moving(string value, string before, string order);

    /// <summary>The days between two moments.</summary>
    public abstract string Days(string from, string to);

    /// <summary>What the schema answers by itself.</summary>
    public abstract string OfSchema(string items);

    public abstract string Compare(string @operator, string left, string right);

    public abstract string Flag(string name, bool yes);

    /// <summary>A time that lies within a period, in days; <paramref name="today"/> tells whether it is a recent one.</summary>
    public abstract string Within(string moment, Period period, DateOnly? today);

    public abstract string Between(string operand, string low, string high, bool not);

    public abstract string OneOf(string operand, string items, bool not);

    public abstract string InQuery(string operand, string query, bool not);

    /// <summary>Something has (or has no) rows in another table.</summary>
    public abstract string Has(string? subject, string table, string? condition, bool not);

    /// <summary>A text contains, begins or ends with another; kind is contains, begins, ends or is.</summary>
    public abstract string TextIs(string operand, string kind, string text, bool not);

    public abstract string Matches(string operand, string pattern, bool not);

    public abstract string IsTest(string operand, string test, bool not);

    /// <summary>Every one, or some one, of several.</summary>
    public abstract string OfMany(string items, bool all);

    public abstract string Subquery(string query);

    /// <summary>One thing of some rows, as part of a sentence.</summary>
    public abstract string Among(string item, string? source, string? condition);

    /// <summary>A computed item with the name that it is given.</summary>
    public abstract string Named(string item, string name);

    public abstract string CaseOf(IReadOnlyList<(string Condition, string Result)> whens, string? otherwise);

    protected static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A share as SQL has it in hundredths: 0.9 is 90.</summary>
    protected static string Hundredths(string level) =>
        decimal.TryParse(level, NumberStyles.Number, CultureInfo.InvariantCulture, out var share) ? (share * 100).ToString("0.##", CultureInfo.InvariantCulture) : level;
}
