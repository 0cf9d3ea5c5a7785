using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>What tells a right reading of a question from the wrong ones beside it.</summary>
internal static class ReadingFeatures
{
    private static readonly HashSet<string> Telling = ["all", "any", "some", "every", "which", "what", "who", "list", "show", "find", "have", "has", "ever", "least"];

    /// <summary>The features of a reading.</summary>
    /// <param name="binding">The reading.</param>
    /// <param name="byRoles">The same as the roles found it, with their probability, or null.</param>
    /// <param name="rule">Its place among the readings by rules, or null.</param>
    /// <param name="role">Its place among the readings by roles, or null.</param>
    /// <param name="best">The best score of each.</param>
    /// <param name="links">What the question names.</param>
    /// <param name="index">The database.</param>
    /// <param name="chinese">The language of the question.</param>
    /// <param name="words">The words that may tell its shape.</param>
    /// <param name="names">How much of the names stands in the question; null where the names are of another language.</param>
    public static IReadOnlyDictionary<string, double> Of(
        Binding binding, Binding? byRoles, int? rule, int? role, (double Rule, double Role) best, LinkResult links, DatabaseIndex index, bool chinese, IReadOnlyList<string> words, NameOverlap? names)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        var language = !chinese ? "e." : index.IsChinese ? "z." : "x.";
        void Add(string name, double value)
        {
            if (value != 0)
            {
                features[name] = value;
                features[language + name] = value;
            }
        }

        var plan = binding.Plan;
        Add("both", rule is not null && role is not null ? 1 : 0);
        Add("rule.only", rule is not null && role is null ? 1 : 0);
        Add("rule.first", rule == 0 ? 1 : 0);
        Add("role.first", role == 0 ? 1 : 0);
        Add("both.first", rule == 0 && role == 0 ? 1 : 0);
        Add("rule.gap", rule is not null ? Math.Max(-2, binding.Score - best.Rule) : -0.5);
        Add("role.gap", byRoles is not null ? Math.Max(-2, byRoles.Score - best.Role) : -0.5);
        Add("role.probability", byRoles is not null ? Math.Max(-6, byRoles.Plan.LogProbability) : -4);
        Add("role.unknown", byRoles is null ? 1 : 0);
        Add("role.open", plan.IsOrderOpen ? 1 : 0);
        Add("combined", binding.With is null ? 0 : 1);
        Add("combined." + binding.With?.Operator, binding.With is null ? 0 : 1);
        Add("contrast", plan.Contrast is null ? 0 : 1);
        Add("analysis", plan.Analysis is null ? 0 : 1);
        Add("analysis." + plan.Analysis?.GetType().Name, plan.Analysis is null ? 0 : 1);
        Add("penalty", plan.Penalty);
        Add("coverage", plan.Coverage);
        Alike(binding, links, Add);
        Columns(binding, Add);
        Shape(binding, Add);
        Tables(binding, links, Add);
        if (names is not null)
        {
            Said(binding, names, index, Add);
        }

        foreach (var unread in plan.Unread.CountBy(kind => kind))
        {
            Add("unread." + unread.Key, Math.Min(2, unread.Value));
        }

        SketchFeatures.Add(features, words, binding);
        return features;
    }

    /// <summary>Whether a feature is the copy of another for one language, or of one word.</summary>
    public static bool IsParticular(string name) => name is ['e' or 'x' or 'z', '.', ..] || name.StartsWith(SketchFeatures.Prefix, StringComparison.Ordinal);

    // Whether like rows are shown once: what the question says of it, and whether there can be any.
    private static void Alike(Binding binding, LinkResult links, Action<string, double> add)
    {
        if (binding.Likes == Likes.AsMeant)
        {
            return;
        }

        var kind = binding.Likes == Likes.Kept ? "kept" : "once";
        var plan = binding.Plan;
        var shown = plan.Projections.SelectMany(p => p switch
        {
            TermProjection { Term.Column: { } slot } => [binding[slot]],
            DisplayProjection display => binding.Display(display.Table),
            _ => (IReadOnlyList<ColumnNode>)[],
        }).ToList();
        add(kind, 1);
        add(kind + ".asked", links.Mentions.Any(m => m.Is(CueKind.Distinct)) ? 1 : 0);
        add(kind + ".each", links.Mentions.Any(m => m.Is(CueKind.Each)) ? 1 : 0);
        add(kind + ".key", shown.Any(c => c.Schema.IsUnique || c.IsPrimaryKey) ? 1 : 0);
        add(kind + ".named", shown.Any(c => c.Table.Display.Contains(c)) ? 1 : 0);
        add(kind + ".several", shown.Count > 1 ? 1 : 0);
        add(kind + ".joins", binding.Joins.Steps.Count);
        add(kind + ".filters", Math.Min(2, plan.Filters.Count));
        add(kind + ".count", plan.Projections.Any(p => p is TermProjection { Term.Aggregate: Aggregate.Count }) ? 1 : 0);
        add(kind + ".few", shown.Count > 0 && shown.All(c => c.Schema.Profile.DistinctCount is { } distinct && c.Table.Schema.RowCount is { } rows && distinct * 2 < rows) ? 1 : 0);
        foreach (var word in links.Tokens.Select(t => t.Lower).Where(Telling.Contains).Distinct(StringComparer.Ordinal))
        {
            add($"{kind}.{word}", 1);
        }
    }

    private static void Columns(Binding binding, Action<string, double> add)
    {
        var slots = Binder.Slots(binding.Plan).Distinct().ToList();
        var fits = slots.ConvertAll(slot => Math.Min(1, slot.Candidates.First(candidate => candidate.Column == binding[slot]).Score));
        add("fit", fits.Count == 0 ? 0 : fits.Average());
        add("fit.worst", fits.Count == 0 ? 0 : fits.Min());
        add("fit.best", slots.Count == 0 ? 0 : slots.Average(slot => slot.Candidates.First(c => c.Column == binding[slot]).Score - slot.Candidates.Max(c => c.Score)));
        add("implied", slots.Count(slot => slot.IsImplied));
        add("owned", slots.Count(slot => slot.Owner is { } owner && owner == binding[slot].Table));
        add("disowned", slots.Count(slot => slot.Owner is { } owner && owner != binding[slot].Table));
        add("same.column", slots.Count - slots.Select(slot => binding[slot]).Distinct().Count());
    }

    private static void Shape(Binding binding, Action<string, double> add)
    {
        var plan = binding.Plan;
        var aggregates = plan.Projections.Count(p => p is TermProjection { Term: var term } && binding.Of(term) != Aggregate.None);
        var plain = plan.Projections.Count - aggregates + plan.Groups.Count(g => g.IsShown == true);
        add("shown", plan.Projections.Count + plan.Groups.Count(g => g.IsShown == true));
        add("shown.none", plan.Projections.Count == 0 ? 1 : 0);
        add("shown.display", plan.Projections.Count(p => p is DisplayProjection));
        add("shown.many", Math.Max(0, plain - 2));
        add("aggregates", aggregates);
        add("mixed", aggregates > 0 && plain > 0 && plan.Groups.Count == 0 ? 1 : 0);
        add("group", plan.Groups.Count);
        add("group.bare", plan.Groups.Count > 0 && aggregates == 0 && plan.Order.All(o => o.Term.Aggregate == Aggregate.None) ? 1 : 0);
        add("group.two", plan.Groups.Count > 1 ? 1 : 0);
        add("order", plan.Order.Count);
        add("order.two", plan.Order.Count > 1 ? 1 : 0);
        add("limit", plan.Limit is null ? 0 : 1);
        add("limit.bare", plan.Limit is not null && plan.Order.Count == 0 ? 1 : 0);
        add("filters", plan.Filters.Count);
        add("having", plan.Filters.Count(f => f is CompareFilter { Left.Aggregate: not Aggregate.None }));
        add("having.bare", plan.Filters.Any(f => f is CompareFilter { Left.Aggregate: not Aggregate.None }) && plan.Groups.Count == 0 ? 1 : 0);
        add("absence", plan.Filters.Count(f => f is AbsenceFilter or NeverFilter));
        add("or", plan.Filters.Count(f => f.Or));
        add("free.text", plan.Filters.Count(f => f is PatternFilter or CompareFilter { Right: TextOperand, Left.Column: { Stored.Count: 0 } }));
        add("distinct", plan.Distinct ? 1 : 0);
        add("shown.foreign", plan.Projections.Count(p => p is TermProjection { Term: { Aggregate: Aggregate.None, Column: { } slot } } && binding[slot].IsForeignKey));
        add("group.foreign", plan.Groups.Count(g => g is { Column: { } slot, IsShown: true } && binding[slot].IsForeignKey));
        add("group.table", plan.Groups.Count(g => g.Table is not null));
        add("group.hidden", plan.Groups.Count(g => g.IsShown == false));
        add("order.limit", plan.Order.Count > 0 && plan.Limit is not null ? 1 : 0);
        add("order.first", plan.Order.Count > 0 && plan.Limit == 1 ? 1 : 0);
        add("overall", plan.Filters.Count(f => f is CompareFilter { Right: OverallOperand }));
        add("columns.compared", plan.Filters.Count(f => f is CompareFilter { Right: ColumnOperand }));
        var asked = plan.Filters.OfType<CompareFilter>().Where(f => f is { Operator: "=", Or: false, Left: { Aggregate: Aggregate.None, Column: not null } }).Select(f => binding[f.Left.Column!]).ToHashSet();
        add("shown.asked", plan.Projections.Count(p => p is TermProjection { Term: { Aggregate: Aggregate.None, Column: { } slot } } && asked.Contains(binding[slot])));
        add("shown.key", plan.Projections.Count(p => p is TermProjection { Term: { Aggregate: Aggregate.None, Column: { } slot } } && binding[slot].IsIdentifier));
    }

    private static void Said(Binding binding, NameOverlap names, DatabaseIndex index, Action<string, double> add)
    {
        var used = binding.Joins.Tables.ToHashSet();
        var tables = used.Select(names.Of).ToList();
        var columns = binding.Columns.Values.SelectMany(c => c.Derived is { } derived ? [c, derived.Other] : (IReadOnlyList<ColumnNode>)[c]).Distinct().ToList();
        add("said.tables", tables.Count == 0 ? 0 : tables.Average());
        add("said.tables.least", tables.Count == 0 ? 0 : tables.Min());
        add("said.tables.rival", Math.Max(0, index.Tables.Where(t => !used.Contains(t)).Select(names.Of).DefaultIfEmpty().Max() - tables.DefaultIfEmpty().Max()));
        add("said.columns", columns.Count == 0 ? 0 : columns.Average(names.Of));
        add("said.columns.least", columns.Count == 0 ? 0 : columns.Min(names.Of));
        add("explained", names.Explained(used, columns));
        add("explained.columns", names.Explained([], columns));
    }

    // Whether a word of the key that its table has not is in the question: the arrival of arrival_airport_id.
    private static bool Said(JoinEdge edge, LinkResult links)
    {
        var own = edge.From.Words.Where(w => w != "id" && w != "code" && !edge.To.Table.Words.Contains(w) && !edge.From.Table.Words.Contains(w)).ToList();
        return own.Count > 0 && own.TrueForAll(w => links.Tokens.Any(t => t.Lemma == w || (w.Length > 3 && t.Lemma.Length > 3 && Words.Stem(t.Lemma) == Words.Stem(w))));
    }

    private static void Tables(Binding binding, LinkResult links, Action<string, double> add)
    {
        add("joins", binding.Joins.Steps.Count);
        add("joins.many", Math.Max(0, binding.Joins.Steps.Count - 2));
        add("joins.cost", binding.Joins.Cost - binding.Joins.Steps.Count);
        var named = links.Mentions.Where(m => m.IsSchema && m.BestTable > 0.9).Select(m => m.Tables[0].Table).ToHashSet();
        var used = binding.Joins.Tables.ToHashSet();
        add("edge.named", binding.Joins.Steps.Count(s => binding.Plan.Named.Contains(s.Edge.From)));
        add("edge.said", binding.Joins.Steps.Count(s => Said(s.Edge, links)));
        add("table.unnamed", used.Count(t => !named.Contains(t) && !binding.Columns.Values.Any(c => c.Table == t)));
        var bound = binding.Columns.Values.ToHashSet();
        add("column.missed", links.Mentions.Count(m => m is { IsSchema: true, BestColumn: > 0.9 } && m.BestTable < m.BestColumn && !m.Columns.Any(c => c.Score > 0.7 && bound.Contains(c.Column))));
        add("table.missed", named.Count(t => !used.Contains(t)));
    }
}
