using Memori.Text;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>A table that a stretch of the question may name.</summary>
internal sealed record TableMatch(TableNode Table, double Score);

/// <summary>A column that a stretch of the question may name.</summary>
internal sealed record ColumnMatch(ColumnNode Column, double Score);

/// <summary>A stretch of the question with all that it may mean.</summary>
/// <param name="Start">The first token.</param>
/// <param name="End">After the last token.</param>
internal sealed record Mention(int Start, int End)
{
    public required string Text { get; init; }

    public IReadOnlyList<TableMatch> Tables { get; init; } = [];

    public IReadOnlyList<ColumnMatch> Columns { get; init; } = [];

    /// <summary>Columns that fit much worse than the best, for where it is clear which table is meant.</summary>
    public IReadOnlyList<ColumnMatch> Fainter { get; init; } = [];

    public IReadOnlyList<ValueMatch> Values { get; init; } = [];

    /// <summary>A term of the glossary.</summary>
    public TermNode? Term { get; init; }

    public decimal? Number { get; init; }

    public TimeMention? Time { get; init; }

    /// <summary>A time of day.</summary>
    public ClockMention? Clock { get; init; }

    public Cue? Cue { get; init; }

    public bool IsQuoted { get; init; }

    /// <summary>Begins with a capital inside a sentence: likely a proper name.</summary>
    public bool IsProper { get; init; }

    /// <summary>A mark that ends a clause: comma, full stop, semicolon, question mark.</summary>
    public bool IsBreak { get; init; }

    /// <summary>How much choosing it is worth in the segmentation.</summary>
    public double Worth { get; init; }

    public bool IsSchema => (Tables.Count > 0 || Columns.Count > 0) && !PrefersValue;

    public double BestTable => Tables.Count == 0 ? 0 : Tables[0].Score;

    public double BestColumn => Columns.Count == 0 ? 0 : Columns[0].Score;

    /// <summary>Whether it is rather a value than a name.</summary>
    public bool PrefersValue =>
        IsQuoted || (Values.Count > 0 && (Math.Max(BestTable, BestColumn) < 0.75 || (IsProper && Math.Max(BestTable, BestColumn) < 0.99)));

    public bool Is(CueKind kind) => Cue?.Kind == kind;

    public override string ToString() => $"{Text}{(Cue is null ? "" : ":" + Cue.Kind)}{(IsSchema ? " →" + string.Join('|', Tables.Select(t => t.Table.Name).Concat(Columns.Take(4).Select(c => $"{c.Column}({c.Score:0.00})"))) : "")}{(Values.Count > 0 ? " =" + Values[0].Column : "")}";
}
