using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>An aggregate function.</summary>
internal enum Aggregate
{
    None,
    Count,
    Sum,
    Average,
    Max,
    Min,

    /// <summary>Whatever the metric reckons.</summary>
    Metric,
}

/// <summary>A place for a column whose candidates are still open.</summary>
/// <param name="Candidates">The columns that fit, with how well.</param>
/// <param name="Position">Where the question names it: an index of mentions; -1 when it is implied.</param>
internal sealed record Slot(IReadOnlyList<ColumnMatch> Candidates, int Position)
{
    /// <summary>For a value: what each candidate stores it as.</summary>
    public IReadOnlyDictionary<ColumnNode, string> Stored { get; init; } = new Dictionary<ColumnNode, string>();

    /// <summary>Whether the question does not name the column at all.</summary>
    public bool IsImplied { get; init; }

    /// <summary>A second column that it is reckoned with, and how (<c>+ - * /</c>, or <c>days</c> that pass from it to the second), or null.</summary>
    public (string Operator, Slot Column)? With { get; init; }

    /// <summary>The day until which days are counted from it, or null.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The table that the wording ties it to, or null.</summary>
    public TableNode? Owner { get; init; }

    public bool Equals(Slot? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A column or an aggregate of one; a count without a column counts rows.</summary>
internal sealed record Term(Aggregate Aggregate, Slot? Column, bool Distinct = false)
{
    /// <summary>A measure like sales, that people mean summed up where it has several rows for one thing.</summary>
    public bool Additive { get; init; }

    /// <summary>The metric, for <see cref="Aggregate.Metric"/>.</summary>
    public Metric? Metric { get; init; }
}

/// <summary>A metric of the glossary: SQL that reckons one value from the rows of a table.</summary>
internal sealed record Metric(TableNode Table, string Sql);

/// <summary>What a comparison compares with.</summary>
internal abstract record Operand;

/// <summary>A number.</summary>
/// <param name="Value">As it is said.</param>
/// <param name="Scale">By what it is multiplied where the column holds it in the basic unit: 0.01 for percent, 1,000,000 for square kilometres.</param>
internal sealed record NumberOperand(decimal Value, decimal Scale = 1) : Operand;

/// <summary>A text as the column stores it, or as the question has it.</summary>
internal sealed record TextOperand(string Text) : Operand;

/// <summary>Another column.</summary>
internal sealed record ColumnOperand(Slot Column) : Operand;

/// <summary>An aggregate of the same column over all rows, or over those that meet conditions; without an aggregate, its value in the one row that does.</summary>
internal sealed record OverallOperand(Aggregate Aggregate) : Operand
{
    /// <summary>The table whose rows are meant, where the question says.</summary>
    public TableNode? Of { get; init; }

    /// <summary>The mention that begins the comparison.</summary>
    public int From { get; init; } = -1;

    /// <summary>The mention that ends it.</summary>
    public int To { get; init; } = -1;

    /// <summary>The conditions of the rows that are aggregated.</summary>
    public IReadOnlyList<Filter> Inner { get; init; } = [];
}

/// <summary>Two conditions whose results are set against each other: how much more one is than the other, or how many times as much.</summary>
/// <param name="First">The condition of the first.</param>
/// <param name="Second">The condition of the second.</param>
/// <param name="Operator"><c>-</c> or <c>/</c>.</param>
internal sealed record Contrast(Filter First, Filter Second, string Operator);

/// <summary>A condition.</summary>
internal abstract record Filter
{
    /// <summary>Where the question states it: an index of mentions.</summary>
    public int Position { get; init; }

    /// <summary>Whether it is an alternative to the condition before it.</summary>
    public bool Or { get; init; }
}

/// <summary><c>term operator operand</c>.</summary>
internal sealed record CompareFilter(Term Left, string Operator, Operand Right) : Filter;

/// <summary>Between two numbers.</summary>
internal sealed record RangeFilter(Term Left, decimal Low, decimal High) : Filter;

/// <summary>Within a span of days.</summary>
internal sealed record TimeFilter(Slot Column, TimeMention Time) : Filter;

/// <summary>At a time of day.</summary>
internal sealed record ClockFilter(Slot Column, ClockMention Clock) : Filter;

/// <summary>A text pattern with its wildcards.</summary>
internal sealed record PatternFilter(Slot Column, string Pattern, bool Not) : Filter;

/// <summary>The subject has no row in another table, or none that meets the inner conditions.</summary>
internal sealed record AbsenceFilter(TableNode Other, IReadOnlyList<Filter> Inner) : Filter;

/// <summary>A value that no row which meets the inner conditions has: studios that never worked with a director.</summary>
internal sealed record NeverFilter(Slot Column, IReadOnlyList<Filter> Inner) : Filter;

/// <summary>None of the first few, told by a term: all but the two largest.</summary>
internal sealed record OutsideFilter(Slot Column, Term Term, bool Descending, int Count) : Filter
{
    /// <summary>Whether it is the first few that are meant: those in the largest dorm.</summary>
    public bool IsInside { get; init; }

    /// <summary>The key that the column refers to, where the first few are told there; null for the column itself.</summary>
    public ColumnNode? Key { get; init; }

    /// <summary>The table whose rows are counted, or null for those of the column's own.</summary>
    public TableNode? Counted { get; init; }
}

/// <summary>A value is missing, or is there.</summary>
internal sealed record NullFilter(Slot Column, bool Not) : Filter;

/// <summary>What a term of the glossary says of the rows of its table.</summary>
internal sealed record TermFilter(TableNode Table, string Sql, bool Not) : Filter;

/// <summary>What is selected.</summary>
internal abstract record Projection;

/// <summary>A term.</summary>
internal sealed record TermProjection(Term Term) : Projection;

/// <summary>What rows of a table are called by.</summary>
internal sealed record DisplayProjection(TableNode Table) : Projection;

/// <summary>All columns of a table.</summary>
internal sealed record StarProjection(TableNode Table) : Projection;

/// <summary>What rows are ordered by.</summary>
internal sealed record OrderKey(Term Term, bool Descending);

/// <summary>What rows are grouped by: a column, a table's rows, or a grain of time of a date column.</summary>
internal sealed record GroupKey(Slot? Column, TableNode? Table, TimeGrain? Grain = null)
{
    /// <summary>Whether it is shown; null where that follows from what else is.</summary>
    public bool? IsShown { get; init; }
}

/// <summary>The intermediate form of a question: typed, the same for both languages and every dialect; columns may still be open.</summary>
internal sealed record Plan
{
    public required IReadOnlyList<Projection> Projections { get; init; }

    public IReadOnlyList<Filter> Filters { get; init; } = [];

    public IReadOnlyList<GroupKey> Groups { get; init; } = [];

    public IReadOnlyList<OrderKey> Order { get; init; } = [];

    public int? Limit { get; init; }

    public bool Distinct { get; init; }

    /// <summary>What an analyst makes of the rows, or null.</summary>
    public Analysis.Analysis? Analysis { get; init; }

    /// <summary>What is set against each other, or null.</summary>
    public Contrast? Contrast { get; init; }

    /// <summary>Tables that the question names and that must take part.</summary>
    public IReadOnlyList<TableNode> Tables { get; init; } = [];

    /// <summary>Columns that the question names, also where they only say how tables join: the city of arrival.</summary>
    public IReadOnlySet<ColumnNode> Named { get; init; } = new HashSet<ColumnNode>();

    /// <summary>What the question is about, when it says.</summary>
    public TableNode? Subject { get; init; }

    /// <summary>The table of what a verb says happened ("bought": orders), or null.</summary>
    public TableNode? Happened { get; init; }

    /// <summary>Whether names of rows are wanted in Chinese where the database has both.</summary>
    public bool Chinese { get; init; }

    /// <summary>How much of the question the reading used, 0–1.</summary>
    public double Coverage { get; init; }

    /// <summary>The natural logarithm of the probability of its roles; 0 where rules alone read it.</summary>
    public double LogProbability { get; init; }

    /// <summary>What the wording says for it beyond what the ranker weighs.</summary>
    public double Prior { get; init; }

    /// <summary>Whether roles found what it is ordered by.</summary>
    public bool IsOrderOpen { get; init; }

    /// <summary>The cues that the reading did not use.</summary>
    public IReadOnlyList<CueKind> Unread { get; init; } = [];

    /// <summary>Taken off for readings that are less likely than the first.</summary>
    public double Penalty { get; init; }
}
