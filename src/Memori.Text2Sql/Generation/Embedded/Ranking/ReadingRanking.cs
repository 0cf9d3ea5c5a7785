using Memori.Text2Sql.Generation.Embedded.Analysis;
using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>Gathers what a question may mean, by rules and by roles, and puts the likeliest first.</summary>
internal static class ReadingRanking
{
    private const int MostBindings = 20;
    private const int MostReadings = 14;
    private const int MostVaried = 8;
    private const int MostAnnounced = 6;

    // What is announced in so many words ("what percentage", "running total") and hardly found in the training sets is no accident.
    private const double Announced = 5;

    // The first of each group is said by a superlative beside "each", which may mean other things too.
    private const double Suggested = 2.5;

    // What a verb says happened is told, though no table is named.
    private const double Told = 1.5;

    // Of the things that only set a condition nothing else is wanted.
    private const double JoinedAgain = 1;

    /// <summary>The readings, the likeliest first.</summary>
    public static IReadOnlyList<RankedReading> Rank(LinkResult links, DatabaseIndex index, bool chinese) =>
        Rank(links, index, chinese, RoleModel.Default, Ranker.Default);

    /// <summary>The readings by given models.</summary>
    public static IReadOnlyList<RankedReading> Rank(LinkResult links, DatabaseIndex index, bool chinese, RoleModel roles, Ranker ranker)
    {
        var binder = new Binder(index);
        var byRules = Write(QuestionReader.Read(links, index, chinese), index, binder);
        var planned = RoleReader.Read(links, index, chinese, roles).ToList();
        var byRoles = Write(planned, index, binder);
        if (byRules.Count == 0 && byRoles.Count == 0)
        {
            byRoles = Write(planned.Select(p => Relaxation.Of(p, index)), index, binder, lenient: true);
        }

        var all = new List<(Binding Binding, string Sql, int? Rule, int? Role)>();
        all.AddRange(byRules.Select((r, i) => (r.Binding, r.Sql, (int?)i, byRoles.FindIndex(o => o.Sql == r.Sql) is var at and >= 0 ? at : (int?)null)));
        all.AddRange(byRoles.Select((r, i) => (r.Binding, r.Sql, (int?)null, (int?)i)).Where(r => !byRules.Exists(o => o.Sql == r.Sql)));
        all.AddRange(Combined(links, index, chinese, roles, binder).Where(c => !all.Exists(o => o.Sql == c.Sql)).Select(c => (c.Binding, c.Sql, (int?)null, (int?)null)));
        var best = (Rule: byRules.Count > 0 ? byRules[0].Binding.Score : 0, Role: byRoles.Count > 0 ? byRoles[0].Binding.Score : 0);
        var words = SketchFeatures.Words(links, chinese);
        var names = chinese && !index.IsChinese ? null : new NameOverlap(links);
        return [.. all.Select(r =>
            {
                var role = r.Role is { } at ? byRoles[at].Binding : null;
                var features = ReadingFeatures.Of(r.Binding, role, r.Rule, r.Role, best, links, index, chinese, words, names);
                return new RankedReading(r.Binding, r.Sql, ranker.Score(features) + Prior(r.Binding, index)) { Features = features };
            })
            .OrderByDescending(r => r.Score)];
    }

    private static double Prior(Binding binding, DatabaseIndex index)
    {
        var analysis = binding.Plan switch
        {
            { Analysis: TopPerGroupAnalysis or RankedAnalysis } => Suggested,
            { Analysis: not null } or { Contrast.Operator: "%" } => Announced,
            _ => 0,
        };
        return analysis + binding.Plan.Prior - (JoinsAgain(binding) ? JoinedAgain : 0) + (binding.Joins.Steps.Count > 0 && binding.Plan.Happened is { } happened && binding.Joins.Tables.Any(t => Binder.Belongs(t, happened, index)) ? Told : 0);
    }

    private static bool JoinsAgain(Binding binding) =>
        binding.Plan.Filters.Any(f => f is OutsideFilter { IsInside: true, Key: { } key } first && binding[first.Column] != key && binding.Joins.Tables.Contains(key.Table));

    private static List<(Binding Binding, string Sql)> Write(IEnumerable<Plan> plans, DatabaseIndex index, Binder binder, bool lenient = false)
    {
        var written = new List<(Binding Binding, string Sql)>();
        var readings = 0;
        var bindings = plans.SelectMany(plan => binder.Bind(TimeRules.Prefer(plan, index))).OrderByDescending(b => b.Score).Select(b => lenient ? b with { IsLenient = true } : b).ToList();

        // An analysis has fewer columns to score with than the conditions that it is made of.
        var announced = bindings.Where(b => b.Plan is not { Analysis: null, Contrast: null }).Take(MostAnnounced).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var binding in bindings.Where((b, i) => i < MostBindings || announced.Contains(b)))
        {
            if ((readings >= MostReadings && !announced.Contains(binding)) || !Add(written, binding, index))
            {
                continue;
            }

            // Whether what is alike is shown once or as often as it is there, people seldom say.
            if (binding.Plan is { Analysis: null, Contrast: null } && readings < MostVaried)
            {
                _ = Add(written, binding with { Likes = Likes.Kept }, index);
                _ = Add(written, binding with { Likes = Likes.Once }, index);
            }

            readings++;
        }

        return written;
    }

    private static List<(Binding Binding, string Sql)> Combined(LinkResult links, DatabaseIndex index, bool chinese, RoleModel roles, Binder binder)
    {
        var written = new List<(Binding Binding, string Sql)>();
        foreach (var (how, first, second) in CombinedRules.Read(links, index, chinese, roles).Concat(MembershipRules.Read(links, index, chinese) is { } membership ? [membership] : []))
        {
            if (binder.Bind(first).MaxBy(b => b.Score) is { } one && binder.Bind(second).MaxBy(b => b.Score) is { } other)
            {
                var plan = one.Plan with { Coverage = (first.Coverage + second.Coverage) / 2, Unread = [.. first.Unread, .. second.Unread] };
                _ = Add(written, one with { Plan = plan, With = (how, other) }, index);
            }
        }

        if (QuotientRules.Read(links, index, chinese, roles) is var (over, under) && binder.Bind(over).MaxBy(b => b.Score) is { } divided && binder.Bind(under).MaxBy(b => b.Score) is { } by)
        {
            _ = Add(written, divided with { By = by }, index);
        }

        return written;
    }

    private static bool Add(List<(Binding Binding, string Sql)> written, Binding binding, DatabaseIndex index)
    {
        if (new PlanCompiler(binding, index).Compile() is { } query
            && SqlRenderer.Render(OutputAliases.Give(query, index), index.Schema.Dialect) is var sql
            && !written.Exists(r => r.Sql == sql))
        {
            written.Add((binding, sql));
            return true;
        }

        return false;
    }
}
