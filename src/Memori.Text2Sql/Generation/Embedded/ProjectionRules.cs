using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what is asked for from the mentions that no condition took.</summary>
internal static partial class ProjectionRules
{
    // A column whose values repeat so often is a list of kinds.
    private const double Repeated = 0.5;

    /// <summary>"What brands do we carry?", 有哪些品牌: the kinds that there are, each once.</summary>
    public static bool AsksForKinds(Reading reading) =>
        reading.Groups.Count == 0 && reading.Order.Count == 0 && reading.Projections is [TermProjection { Term: { Aggregate: Aggregate.None, Column: { Position: > 0 } slot } }]
        && reading.Is(slot.Position - 1, CueKind.Wh) && reading.Gap(slot.Position - 1, slot.Position) == 0
        && slot.Candidates.MaxBy(c => c.Score)!.Column is { IsText: true, IsIdentifier: false } column
        && column.Schema.Profile.DistinctCount is { } kinds && column.Table.Schema.RowCount is { } rows && kinds <= Repeated * rows;

    // Columns that hold counts already.
    private static readonly HashSet<string> Counted = ["number", "count", "amount", "quantity", "total", "population", "attendance", "capacity", "stock", "enrollment", "audience"];

    public static void Apply(Reading reading)
    {
        var pending = new List<Aggregate>();
        var distinct = false;
        for (var i = 0; i < reading.Count; i++)
        {
            if (!reading.IsFree(i) || !Asks(reading, i))
            {
                continue;
            }

            var mention = reading[i];
            if (mention.IsBreak)
            {
                if (mention.Text is not ("," or "，" or "、"))
                {
                    pending.Clear();
                }
            }
            else if (mention.Is(CueKind.Distinct))
            {
                distinct = true;
            }
            else if (mention.Is(CueKind.Star))
            {
                reading.Take(i);
                if (reading.NearestTable(i) is { } table)
                {
                    reading.Require(table);
                    reading.Projections.Add(new StarProjection(table));
                }
            }
            else if (mention.Is(CueKind.Aggregate) && !reading.Chinese)
            {
                pending.Add(Aggregates.Of(mention.Cue!));
            }
            else if (mention.Is(CueKind.Aggregate))
            {
                ChineseAggregate(reading, i, pending);
            }
            else if (mention.Is(CueKind.Count))
            {
                Count(reading, i, pending);
            }
            else if (mention.IsSchema)
            {
                Name(reading, i, pending, ref distinct);
            }
        }

        reading.Distinct |= distinct && reading.Projections.All(p => p is not TermProjection { Term.Aggregate: not Aggregate.None });
        NameOwner(reading);
    }

    /// <summary>"the 5 cheapest products with their prices", 商品及其价格: what belongs to something is shown beside what that is called by.</summary>
    public static void NameOwner(Reading reading)
    {
        if (reading.Groups.Count == 0 && reading.Projections is [TermProjection { Term: { Aggregate: Aggregate.None, Column: { Position: > 0 } slot } }]
            && Enumerable.Range(1, reading.Count - 1).FirstOrDefault(i => reading[i].Columns is [var named, ..] && named == slot.Candidates[0] && !reading.IsName(i) && IsOwned(reading, reading[i].Start), -1) is > 0 and var own
            && Enumerable.Range(0, own).LastOrDefault(reading.IsTable, -1) is >= 0 and var owner && reading[owner].Tables[0].Table is { Display.Count: > 0 } table)
        {
            reading.Projections.Insert(0, reading.DisplayOf(table));
        }
    }

    /// <summary>"Which customers …? List the customer ids.", 哪个订单…？给出订单编号: what a second sentence asks to be named by stands for the name.</summary>
    public static void NameOnce(Reading reading)
    {
        var end = Enumerable.Range(0, Math.Max(0, reading.Count - 1)).FirstOrDefault(i => reading[i].Text is "?" or "？" && reading[i].IsBreak && reading.Is(i + 1, CueKind.Command), -1);
        if (end < 0 || reading.Groups.Count > 0)
        {
            return;
        }

        var named = reading.Projections.OfType<TermProjection>().Where(p => p.Term is { Aggregate: Aggregate.None, Column: { } slot } && slot.Position > end && (slot.Candidates[0].Column.IsPrimaryKey || slot.Candidates[0].Column.Table.Display.Contains(slot.Candidates[0].Column)))
            .Select(p => p.Term.Column!.Candidates[0].Column.Table).ToHashSet();
        reading.Projections.RemoveAll(p => p is DisplayProjection display && named.Contains(display.Table));
    }

    // "with their", 及其: beside what they belong to; "return its name" asks for nothing else.
    private static bool IsOwned(Reading reading, int start) =>
        start > 1 && reading.Tokens[start - 1].Lower is "their" or "its" or "其" && reading.Tokens[start - 2].Lower is "with" or "and" or "及" or "和" or "与";

    private static bool Asks(Reading reading, int i) => reading.Chinese || reading.Zones[i] == Zone.Projection
        // "…, and their names" asks again after a condition.
        || (reading.IsFreeColumn(i) && !reading.IsTable(i) && i >= 2 && reading.Is(i - 1, CueKind.And) && reading[i - 2].IsBreak && reading.Zones[i] == Zone.Condition);

    private static void Name(Reading reading, int i, List<Aggregate> pending, ref bool distinct)
    {
        // In "average order amount" the table only says whose amount.
        if (reading.IsTable(i) && (pending.Count == 0 || (reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) <= 1) || !reading[i].Columns.Any(c => c.Column.IsMeasure)))
        {
            Table(reading, i);
            return;
        }

        if (reading[i].Columns.Count == 0)
        {
            Table(reading, i);
            return;
        }

        // "how much was paid": a verb says what happened, it asks for no column.
        if (IsVerb(reading, i))
        {
            return;
        }

        // "the names of the studios" asks for the studios when those are a column.
        if (reading.IsName(i) && reading.Is(i + 1, CueKind.Soft) && !reading.Chinese && reading.IsFreeColumn(i + 2) && !reading.IsTable(i + 2) && reading.Gap(i + 1, i + 2) <= 1
            && reading[i + 2].BestColumn > 0.8 && reading[i + 2].Columns[0].Column.IsText)
        {
            reading.Take(i);
            return;
        }

        if (pending.Count == 0 && reading.IsName(i) && (reading.OwnerOf(i) ?? reading.NearestTable(i)) is { Display.Count: > 1 } named && !reading[i].Columns.Any(c => c.Column.Table == named && c.Score > 0.9))
        {
            reading.Take(i);
            reading.Projections.Add(new DisplayProjection(named));
            return;
        }

        var term = reading.MeasureOf(i, Aggregate.None, pending.Count > 0 ? c => c.IsMeasure || c.IsDate || TimeRules.HoldsTimes(c) : null);
        var slot = term.Column!;
        if (pending.Count > 0 && slot.Candidates.Any(c => c.Column.IsNumeric || c.Column.IsDate || TimeRules.HoldsTimes(c.Column)))
        {
            foreach (var aggregate in pending)
            {
                reading.Projections.Add(new TermProjection(new Term(aggregate, slot, distinct && aggregate is Aggregate.Count)));
            }

            if (!(reading.Is(i + 1, CueKind.And) && reading.IsFreeColumn(i + 2) && reading[i + 2].Columns.All(c => c.Column.IsMeasure)))
            {
                pending.Clear();
            }

            return;
        }

        pending.Clear();
        reading.Projections.Add(new TermProjection(term));
    }

    private static bool IsVerb(Reading reading, int i) =>
        !reading.Chinese && reading[i].End - reading[i].Start == 1 && reading.Tokens[reading[i].Start] is var token
        && (token.Lower.EndsWith("ed", StringComparison.Ordinal) || token.Lower is "paid" or "sold" or "bought" or "held" or "made" or "given" or "taken" or "written")
        && (reading[i].BestColumn < 0.75 || reading.Is(i - 1, CueKind.Be) || reading[i].Columns[0].Column.IsDate);

    private static void Table(Reading reading, int i)
    {
        reading.Take(i);
        if (reading.Chinese ? Asked(reading, i) : IsListed(reading, i))
        {
            reading.Projections.Add(reading.DisplayOf(reading[i].Tables[0].Table));
        }

        reading.Require(reading[i].Tables[0].Table);
    }

    // "the first name, department and city": a table in a list of columns is asked for by its name.
    private static bool IsListed(Reading reading, int i)
    {
        bool Joins(int at) => reading.Is(at, CueKind.And) || (at >= 0 && at < reading.Count && reading[at].Text == ",");
        return reading.Zones[i] == Zone.Projection && reading.Projections.Count > 0 && Joins(i - 1)
            && (Joins(i + 1) || reading.Is(i + 1, CueKind.Soft) || reading.Is(i + 1, CueKind.Each) || i + 1 >= reading.Count || reading[i + 1].IsBreak)
            && reading.Projections[^1] is TermProjection { Term.Aggregate: Aggregate.None };
    }
}
