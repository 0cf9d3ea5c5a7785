using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// Reads conditions that the first of other things sets: "the average age of the students in the dorm with the largest capacity", "customers who use the most common payment method". Not the first row is asked for, but all rows of the first thing.
/// </summary>
internal static class FirstOfRules
{
    private const double Prior = 3;
    private const int Reach = 5;
    private const double Sure = 0.5;
    private const double SureTable = 0.8;

    /// <summary>The reading with such a condition taken, or null where there is none.</summary>
    public static Reading? Apply(Reading reading)
    {
        for (var i = 1; !reading.Chinese && i + 1 < reading.Count; i++)
        {
            if (reading[i].Cue?.Kind is CueKind.Superlative or CueKind.Most or CueKind.Common && (OfColumn(reading, i) ?? OfTable(reading, i)) is { } first)
            {
                reading.Filters.Add(first);
                reading.Prior = Prior;
                return reading;
            }
        }

        return null;
    }

    // "the most frequently used payment method"
    private static OutsideFilter? OfColumn(Reading reading, int i)
    {
        if (!reading.Is(i, CueKind.Common) || !reading.IsFreeColumn(i + 1) || reading.IsTable(i + 1) || reading.Gap(i, i + 1) > 1 || reading[i + 1].Columns[0] is not { Score: > Sure, Column: { IsMeasure: false, IsPrimaryKey: false } column }
            || Asked(reading, i) is not (>= 0 and var asked) || (reading.IsTable(asked) && reading[asked].Tables[0].Table != column.Table) || reading[asked].Columns.Any(c => c.Column == column))
        {
            return null;
        }

        reading.Take(i);
        return new OutsideFilter(reading.SlotOf(i + 1), new Term(Aggregate.Count, null), reading[i].Cue!.Argument == "desc", 1) { Position = i, IsInside = true };
    }

    // "the dorm with the largest capacity", "the supplier who supplies the most products"
    private static OutsideFilter? OfTable(Reading reading, int i)
    {
        var thing = Enumerable.Range(0, i).LastOrDefault(at => reading.IsTable(at) && reading[at].BestTable > SureTable && Between(reading, at, i), -1);
        if (thing < 1 || reading[thing].Tables[0].Table is not { Key: { } key } table || Asked(reading, thing) is not (>= 0 and var asked) || reading.IsName(asked) || !Many(reading, asked, table, out var own))
        {
            return null;
        }

        var measured = reading.After(i, CueKind.Soft, CueKind.Count, CueKind.Aggregate);
        if (measured < 0 || measured - i > Reach || !reading.IsFreeSchema(measured) || reading.Is(measured - 1, CueKind.Aggregate))
        {
            return null;
        }

        var descending = reading[i].Cue!.Argument == "desc";
        var counted = reading.IsTable(measured) && reading[measured].Tables[0].Table is var other && other != table && !reading[measured].Columns.Any(c => c.Column.Table == table && c.Column.IsMeasure) ? other : null;
        Term? term = counted is not null ? new Term(Aggregate.Count, null)
            : reading[measured].Columns.Any(c => Measures(c, table)) ? new Term(descending ? Aggregate.Max : Aggregate.Min, reading.SlotOf(measured, c => c.Table == table && (c.IsMeasure || c.IsDate))) : null;
        if (term is null)
        {
            return null;
        }

        Enumerable.Range(thing, measured - thing + 1).ToList().ForEach(reading.Take);
        var refers = reading.Index.Joins.EdgesOf(own).Where(e => e.From.Table == own && e.To == key).ToList() is [var only] ? only.From : key;
        return new OutsideFilter(new Slot([new ColumnMatch(refers, 1)], thing), term, descending, 1) { Position = i, IsInside = true, Key = key, Counted = counted };
    }

    private static bool Measures(ColumnMatch match, TableNode table) => match.Score >= Sure && match.Column.Table == table && (match.Column.IsMeasure || match.Column.IsDate);

    // Nothing stands between but what opens a clause, or its verb.
    private static bool Between(Reading reading, int thing, int i) =>
        i - thing <= Reach && reading[i].Start - reading[thing].End <= Reach
        && Enumerable.Range(thing + 1, i - thing - 1).All(at => reading[at].Cue?.Kind is CueKind.Open or CueKind.Wh or CueKind.Be or CueKind.Soft or CueKind.Pass || (reading[at].IsSchema && reading[at].Tables.Any(t => t.Table == reading[thing].Tables[0].Table)))
        && Enumerable.Range(thing + 1, i - thing - 1).Any(at => reading[at].Cue?.Kind is CueKind.Open or CueKind.Wh);

    // What is asked for: of many, or reckoned from them.
    private static int Asked(Reading reading, int before)
    {
        var asked = Enumerable.Range(0, before).LastOrDefault(at => reading[at].IsSchema && reading.Zones[at] == Zone.Projection, -1);
        return asked >= 0 && (Enumerable.Range(0, before).Any(at => reading[at].Cue?.Kind is CueKind.Aggregate or CueKind.Count) || reading.Tokens[reading[asked].End - 1] is { Kind: TokenKind.Word } word && word.Lower != word.Lemma) ? asked : -1;
    }

    // Several rows of what is asked for belong to one of the things.
    private static bool Many(Reading reading, int asked, TableNode thing, out TableNode own)
    {
        own = reading.IsTable(asked) ? reading[asked].Tables[0].Table : reading[asked].Columns[0].Column.Table;
        var many = own;
        return own != thing && !reading.Index.Joins.EdgesOf(own).Any(e => e.From.Table == thing && e.To.Table == many) && reading.Index.Joins.Connect([own, thing]) is not null;
    }
}
