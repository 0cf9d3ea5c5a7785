using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads ratios whose sides are questions of their own: "the ratio of authors with 3 or more papers to authors with fewer than 3", 教师与学生人数之比.</summary>
internal static class QuotientRules
{
    // Less than the ratio of two conditions of the same rows, which shares what is said of both.
    private const double Prior = 4;

    // "the proportion of papers with more than one author to papers with one": not the share that the word says elsewhere.
    private const double Said = 6;

    /// <summary>The reading of what is divided and of what it is divided by, or null.</summary>
    public static (Plan Over, Plan Under)? Read(LinkResult links, DatabaseIndex index, bool chinese, RoleModel model)
    {
        var mentions = links.Mentions;
        var cue = Enumerable.Range(0, mentions.Count).FirstOrDefault(i => IsRatio(links, i, chinese), -1);
        if (cue < 0 || mentions.Any(m => m.Is(CueKind.Each) || m.Is(CueKind.By) && !IsPassive(links, m)) || Seam(links, cue, chinese) is not (> 0 and var seam))
        {
            return null;
        }

        var (first, last) = chinese ? (0, cue) : (cue + 1, mentions.Count);
        return Side(links, index, chinese, model, first, seam) is { } over && Side(links, index, chinese, model, seam, last) is { } under
            ? (over with { Prior = mentions[cue].Is(CueKind.Share) && over.Subject == under.Subject ? Said : Prior }, under) : null;
    }

    private static bool IsRatio(LinkResult links, int i, bool chinese) =>
        links.Mentions[i].Cue is { Kind: CueKind.Analysis, Argument: "ratio" } || (!chinese && links.Mentions[i].Is(CueKind.Share) && links.Mentions[i].Text.StartsWith("proportion", StringComparison.OrdinalIgnoreCase));

    // "cited by 2 papers"
    private static bool IsPassive(LinkResult links, Mention by) => by.Start > 0 && links.Tokens[by.Start - 1].Lower.EndsWith("ed", StringComparison.Ordinal);

    // The first mention of the second side: behind "to", 与 or 和.
    private static int Seam(LinkResult links, int cue, bool chinese)
    {
        var from = chinese ? 0 : links.Mentions[cue].End;
        var to = chinese ? links.Mentions[cue].Start : links.Tokens.Count;
        var at = Enumerable.Range(from, to - from).FirstOrDefault(t => chinese ? links.Tokens[t].Text is "与" or "和" or "跟" : links.Tokens[t].Lower == "to", -1);
        return at < 0 ? -1 : Enumerable.Range(0, links.Mentions.Count).FirstOrDefault(i => links.Mentions[i].Start > at || (links.Mentions[i].Start == at && links.Mentions[i].End > at + 1), -1);
    }

    // How many there are of what a side names first, or what its measure comes to.
    private static Plan? Side(LinkResult links, DatabaseIndex index, bool chinese, RoleModel model, int from, int to)
    {
        var part = links.Part(from, to);
        var reading = new Reading(part, index, chinese);
        var named = Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading[i].IsSchema && (reading.IsTable(i) || reading[i].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.5)), -1);
        if (named < 0 || RoleReader.Read(part, index, chinese, model).Where(p => p is { Analysis: null, Contrast: null }).MinBy(p => p.Penalty) is not { } plan)
        {
            return null;
        }

        var said = plan.Projections is [TermProjection { Term: { Aggregate: not Aggregate.None } aggregated }] ? aggregated : null;
        var table = reading.IsTable(named) ? reading[named].Tables[0].Table : null;
        var term = said ?? (table is not null ? new Term(Aggregate.Count, null) : new Term(reading.IsAdditive(named) ? Aggregate.Sum : Aggregate.Average, reading.SlotOf(named, c => c.IsMeasure)));
        return plan with
        {
            Projections = [new TermProjection(term)],
            Groups = [],
            Order = [],
            Limit = null,
            Distinct = false,
            Subject = table ?? plan.Subject,
            Tables = table is null || plan.Tables.Contains(table) ? plan.Tables : [table, .. plan.Tables],
        };
    }
}
