using Memori.Text;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>The wording of explanations in one language; the order of the parts is the <see cref="Explainer"/>'s.</summary>
internal abstract class Phrasebook
{
    public static Phrasebook For(Language language) => language == Language.Chinese ? ChinesePhrasebook.Instance : EnglishPhrasebook.Instance;

    public abstract string Everything { get; }

    public abstract string Rows { get; }

    public abstract string And(string left, string right);

    public abstract string Or(string left, string right);

    public abstract string Not(string condition);

    public abstract string List(IReadOnlyList<string> items);

    public abstract string Shows(string items, string? source, bool distinct);

    public abstract string JoinedWith(string left, string right, bool keepsUnmatched);

    public abstract string Where(string condition);

    public abstract string GroupedBy(string items);

    public abstract string Having(string condition);

    public abstract string SortedBy(string items);

    public abstract string SortKey(string key, bool descending);

    public abstract string First(string count);

    public abstract string Skipping(string count);

    public abstract string Combined(string @operator, string left, string right);

    public abstract string Steps(string names);

    public abstract string Sentence(IReadOnlyList<string> clauses);

    /// <summary>An aggregate, or null when the function has no wording of its own.</summary>
    public abstract string? Aggregate(string function, string argument, bool distinct);

    public abstract string CountRows { get; }

    public abstract string Only(string measure, string condition);

    public abstract string Windowed(string measure, string? partition, string? order);

    public abstract string Compare(string @operator, string left, string right);

    public abstract string Between(string operand, string low, string high, bool not);

    public abstract string OneOf(string operand, string items, bool not);

    public abstract string InQuery(string operand, string query, bool not);

    public abstract string ExistsIn(string query);

    public abstract string Matches(string operand, string pattern, bool not);

    public abstract string IsTest(string operand, string test, bool not);

    public abstract string Subquery(string query);

    public abstract string CaseOf(IReadOnlyList<(string Condition, string Result)> whens, string? otherwise);
}
