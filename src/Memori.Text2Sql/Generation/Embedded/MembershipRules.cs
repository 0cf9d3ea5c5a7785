using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// What stands in one table but not in another, in both, or in either, where no key ties the two: "cities that held the summer games but not the winter games", 出现过极端低温但没有出现过极端高温的城市.
/// </summary>
internal static class MembershipRules
{
    private const double Sure = 0.9;
    private const double Weak = 0.6;
    private const double Prior = 4;

    // How many characters of a Chinese name say what kind of thing it is.
    private const int Head = 2;

    /// <summary>The rows of each table and how they are put together, or null.</summary>
    public static (SetOperator Operator, Plan First, Plan Second)? Read(LinkResult links, DatabaseIndex index, bool chinese)
    {
        if (links.Mentions.Any(m => m.Number is not null || m.Time is not null || m.Cue?.Kind is CueKind.Count or CueKind.Aggregate or CueKind.Most or CueKind.Common or CueKind.Superlative or CueKind.Top or CueKind.Each or CueKind.Order or CueKind.Share or CueKind.Analysis or CueKind.Between or CueKind.By
            || m.Cue is { Kind: CueKind.Compare, Argument: not "!=" }))
        {
            return null;
        }

        var reading = new Reading(links, index, chinese);
        var shared = Enumerable.Range(0, reading.Count).Where(i => reading[i].IsSchema && !reading.IsTable(i) && reading[i].Columns.Where(c => c.Score > Sure).Select(c => c.Column.Table).Distinct().Skip(1).Any()).ToList();
        var sides = Enumerable.Range(0, reading.Count).Except(shared).Where(i => Side(reading, i) is not null).ToList();
        if (sides is not [var one, var other] || Side(reading, one) is not { } first || Side(reading, other) is not { } second || first == second
            || index.Joins.EdgesOf(first).Any(e => e.From is { IsForeignKey: true, IsPrimaryKey: false } && e.To.IsPrimaryKey && (e.From.Table == second || e.To.Table == second))
            || Enumerable.Range(0, reading.Count).Except(shared).Any(i => i != one && i != other && IsMore(reading[i])) || Operator(reading, one, other) is not { } how || Shown(reading, shared, first, second) is not var (left, right))
        {
            return null;
        }

        return (how, Of(left, chinese), Of(right, chinese));
    }

    // The table that a mention names, or that alone has the column which it names.
    private static TableNode? Side(Reading reading, int i)
    {
        var mention = reading[i];
        if (!mention.IsSchema || Math.Max(mention.BestTable, mention.BestColumn) < Weak)
        {
            return null;
        }

        return reading.IsTable(i) ? mention.Tables[0].Table : mention.Columns.Where(c => c.Score > mention.BestColumn - 0.1).Select(c => c.Column.Table).Distinct().ToList() is [var only] ? only : null;
    }

    private static bool IsMore(Mention mention) => mention.PrefersValue || mention.Term is not null || (mention.IsSchema && Math.Max(mention.BestTable, mention.BestColumn) >= Weak);

    private static SetOperator? Operator(Reading reading, int one, int other)
    {
        bool IsNot(int i) => reading[i].Cue is { Kind: CueKind.Not } or { Kind: CueKind.Compare, Argument: "!=" };
        var between = Enumerable.Range(one + 1, other - one - 1).ToList();
        if (Enumerable.Range(0, reading.Count).Except(between).Any(IsNot))
        {
            return null;
        }

        return between.Exists(IsNot) ? SetOperator.Except
            : between.Exists(i => reading.Is(i, CueKind.Or)) ? SetOperator.Union
            : between.Exists(i => reading.Is(i, CueKind.Both) || reading[i].Text is "并且" or "而且" or "并") || Enumerable.Range(0, one).Any(i => reading.Is(i, CueKind.Both)) ? SetOperator.Intersect : null;
    }

    // What is asked for stands in both: the column that is named, or else the name of their rows.
    private static (ColumnNode Left, ColumnNode Right)? Shown(Reading reading, List<int> shared, TableNode first, TableNode second)
    {
        if (shared.TrueForAll(reading.IsName) && !IsAlike(first, second))
        {
            return null;
        }

        if (shared.Count == 0)
        {
            return (first, second) is ({ IsNamed: true, Display: [var one] }, { IsNamed: true, Display: [var other] }) && one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) ? (one, other) : null;
        }

        ColumnNode? In(TableNode table) => reading[shared[^1]].Columns.Where(c => c.Score > Sure && c.Column.Table == table).Select(c => c.Column).FirstOrDefault();
        return shared.Select(i => reading[i].Text).Distinct().Count() == 1 && In(first) is { } left && In(second) is { } right ? (left, right) : null;
    }

    // 森林城市, 旅游城市; "member cities", "host cities": names tell only things of one kind apart.
    private static bool IsAlike(TableNode first, TableNode second) =>
        first.Name.Length > Head && second.Name.Length > Head && (!char.IsAscii(first.Name[^1]) ? first.Name[^Head..] == second.Name[^Head..] : first.Words is [.., var one] && second.Words is [.., var other] && one == other);

    private static Plan Of(ColumnNode shown, bool chinese) => new()
    {
        Projections = [new TermProjection(new Term(Aggregate.None, new Slot([new ColumnMatch(shown, 1)], -1)))],
        Tables = [shown.Table],
        Subject = shown.Table,
        Coverage = 1,
        Chinese = chinese,
        Prior = Prior,
    };
}
