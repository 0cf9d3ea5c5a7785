using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// Questions of two parts of which one asks for the first few: "the 3 largest or those founded after 2000", 给出课程最多的3个平台，但是不包含合作学校少于50个的平台. Each part is
/// read by itself; what only one says to show is shown of both.
/// </summary>
internal static class CombinedRules
{
    private const double Price = 0.6;

    // Two numbers of rows are never of one list.
    private const double EachCounted = 3;

    /// <summary>The parts of a question and how they are put together.</summary>
    public static IEnumerable<(SetOperator Operator, Plan First, Plan Second)> Read(LinkResult links, DatabaseIndex index, bool chinese, RoleModel model)
    {
        foreach (var (how, at, next) in Seams(links))
        {
            var first = Part(links, index, chinese, model, 0, at);
            var second = Part(links, index, chinese, model, next, links.Mentions.Count);
            if (first is null || second is null || (first.Limit is null && second.Limit is null)
                || (how == SetOperator.Union && first.Limit is null && second.Filters.Count > 0))
            {
                // 身高大于190或体重小于80的，按年龄排列前3: the few are of both.
                continue;
            }

            // 机位最多的3个或跑道最多的5个机场有哪些: the end says what both are.
            var shown = (Asks(first), Asks(second)) switch
            {
                (false, true) => second.Projections,
                (true, _) => first.Projections,
                _ => null,
            };
            if (shown is null || shown.Any(p => p is TermProjection { Term.Aggregate: not Aggregate.None }))
            {
                continue;
            }

            yield return (how, Showing(first, shown) with { Prior = first.Limit > 1 && second.Limit > 1 ? EachCounted : 0 }, Showing(second, shown));
        }
    }

    private static Plan Showing(Plan plan, IReadOnlyList<Projection> shown) => plan with { Projections = shown, Groups = [], Penalty = plan.Penalty + Price };

    private static bool Asks(Plan plan) => plan.Projections.Count > 0;

    private static Plan? Part(LinkResult links, DatabaseIndex index, bool chinese, RoleModel model, int from, int to)
    {
        if (to - from < 2)
        {
            return null;
        }

        var part = links.Part(from, to);
        return RoleReader.Read(part, index, chinese, model).OrderBy(p => p.Penalty).Select(p => Ranked(p, part)).FirstOrDefault(p => p is { Analysis: null, Contrast: null } && (p.Limit is null ? p.Filters.Count > 0 : p.Order.Count > 0));
    }

    // 评分却是正数前5: the first few of a measure that nothing else says to order by.
    private static Plan Ranked(Plan plan, LinkResult part)
    {
        if (plan is not { Limit: > 1, Order.Count: 0, Groups.Count: 0 }
            || plan.Projections.OfType<TermProjection>().Where(p => p.Term is { Aggregate: Aggregate.None, Column.Candidates: [{ Column.IsMeasure: true }, ..] }).ToList() is not [var measured])
        {
            return plan;
        }

        var ascending = part.Mentions.Any(m => m.Cue is { Kind: CueKind.Top or CueKind.Direction or CueKind.Order, Argument: "asc" });
        return plan with { Projections = [.. plan.Projections.Where(p => p != measured)], Order = [new OrderKey(measured.Term, !ascending)] };
    }

    // Where one part ends and the next begins.
    private static IEnumerable<(SetOperator Operator, int At, int Next)> Seams(LinkResult links)
    {
        var ranks = links.Mentions.Select(m => m.Cue?.Kind is CueKind.Top or CueKind.Superlative or CueKind.Most).ToList();
        if (!ranks.Contains(true))
        {
            yield break;
        }

        for (var i = 1; i + 1 < links.Mentions.Count; i++)
        {
            var mention = links.Mentions[i];
            if (mention.Is(CueKind.Or))
            {
                yield return (SetOperator.Union, i, i + 1);
            }
            else if (mention.Is(CueKind.Both) && !links.Mentions[i + 1].Is(CueKind.Command))
            {
                yield return (SetOperator.Intersect, i, i + 1);
            }
            else if (mention.Cue is { Kind: CueKind.Not } or { Kind: CueKind.Compare, Argument: "!=" } && i > 1 && (links.Mentions[i - 1].IsBreak || links.Mentions[i - 1].Is(CueKind.And) || Turns(links, i)))
            {
                yield return (SetOperator.Except, i, links.Mentions[i + 1].Is(CueKind.Like) ? i + 2 : i + 1);
            }
        }
    }

    // 但不, "but not"
    private static bool Turns(LinkResult links, int i) => links.Mentions[i].Start > 0 && links.Tokens[links.Mentions[i].Start - 1].Lower is "but" or "但" or "是" or "却";
}
