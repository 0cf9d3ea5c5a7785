using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Grounding.Linking.Derived;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads equality with values and numbers, and text patterns: "from France", "id 3", "containing 'film'".</summary>
internal static class ValueRules
{
    public static void Apply(Reading reading)
    {
        for (var i = 0; i < reading.Count; i++)
        {
            if (!reading.IsFree(i) || reading[i].Cue is not null || reading[i].IsBreak || reading[i].IsSchema || reading.IsFreeNumber(i))
            {
                continue;
            }

            if (Pattern(reading, i))
            {
                continue;
            }

            if (reading[i].Values.Count > 0 || reading[i].IsQuoted)
            {
                Value(reading, i);
            }
        }

        Surname(reading);

        for (var i = 0; i < reading.Count; i++)
        {
            if (reading.IsFreeNumber(i))
            {
                Number(reading, i);
            }
        }
    }

    // 姓李的客户
    private static void Surname(Reading reading)
    {
        for (var at = 0; reading.Chinese && at + 2 < reading.Tokens.Count; at++)
        {
            if (reading.Tokens[at].Text == "姓" && reading.Tokens[at + 1].Text is not ("名" or "氏") && reading.Tokens[at + 2].Text == "的"
                && Enumerable.Range(0, reading.Count).FirstOrDefault(i => reading.IsTable(i) && reading[i].Start >= at + 3, -1) is >= 0 and var people
                && reading[people].Tables[0].Table is { Display: [{ IsText: true } name, ..] } table)
            {
                reading.Require(table);
                reading.Filters.Add(new PatternFilter(new Slot([new ColumnMatch(name, 1)], people), reading.Tokens[at + 1].Text + "%", false) { Position = people });
            }
        }
    }

    private static bool Pattern(Reading reading, int i)
    {
        // "products with 'Tea' in their name"
        if (reading[i].IsQuoted && reading.Is(i + 1, CueKind.Soft) && reading[i + 1].Text == "in" && reading.IsFreeColumn(i + 2) && reading.Gap(i + 1, i + 2) <= 1 && reading[i + 2].Columns.Any(c => c.Column.IsText))
        {
            reading.Take(i);
            reading.Filters.Add(new PatternFilter(reading.SlotOf(i + 2, c => c.IsText), "%" + reading[i].Text + "%", Negated(reading, i)) { Position = i });
            return true;
        }

        var like = reading.Is(i - 1, CueKind.Like) ? i - 1 : reading.Is(i - 2, CueKind.Like) && reading[i - 1].Cue is not null ? i - 2 : reading.Is(i + 1, CueKind.Like) && reading.Chinese ? i + 1 : -1;
        if (like < 0)
        {
            return false;
        }

        var kind = reading[like].Cue!.Argument;
        if (reading.Chinese && kind == "contains" && like < i && IsStored(reading[i]) && ColumnBefore(reading, like) < 0)
        {
            // 包含“摇滚”流派曲目的专辑: a value that is there as it is said is no part of a text.
            reading.Take(like);
            return false;
        }

        if (reading.Is(like - 1, CueKind.Like))
        {
            kind = kind == "contains" ? reading[like - 1].Cue!.Argument : kind;
        }

        var column = ColumnBefore(reading, Math.Min(like, i));
        var slot = column < 0 ? NameSlot(reading, i) : reading[column].Columns.Any(c => c.Column is { IsText: true, IsDate: false })
            ? reading.SlotOf(column, c => c is { IsText: true, IsDate: false }) : reading.SlotOf(column, c => !c.IsNumeric);
        if (slot is null || (!reading[i].IsQuoted && column < 0))
        {
            return false;
        }

        var text = reading[i].Text.Trim('%');
        var pattern = kind switch { "starts" => text + "%", "ends" => "%" + text, _ => "%" + text + "%" };
        var negated = Negated(reading, like) || (column >= 0 && Negated(reading, column));
        reading.Take(i);
        reading.Take(like);
        reading.Filters.Add(new PatternFilter(slot, pattern, negated) { Position = i });
        return true;
    }

    private static bool IsStored(Mention mention) => mention.Values.Any(v => v.Value.Equals(mention.Text, StringComparison.OrdinalIgnoreCase));

    private static int ColumnBefore(Reading reading, int i)
    {
        for (var at = i - 1; at >= Math.Max(0, i - 4) && !reading[at].IsBreak; at--)
        {
            if (reading.IsFreeColumn(at) && !(reading.IsTable(at) && reading[at].BestColumn < 0.9))
            {
                return at;
            }
        }

        return -1;
    }

    private static Slot? NameSlot(Reading reading, int i) =>
        reading.NearestTable(i) is { } near && near.Columns.FirstOrDefault(c => c.IsText && c.Schema.Profile.Values.Any(v => v.Length > reading[i].Text.Length && v.Contains(reading[i].Text, StringComparison.OrdinalIgnoreCase))) is { } holding
            ? new Slot([new ColumnMatch(holding, 0.7)], i)
            : reading.NearestTable(i) is { } table && table.Display[0].IsText ? new Slot([new ColumnMatch(table.Display[0], 0.6)], i) : null;

    private static void Value(Reading reading, int i)
    {
        var mention = reading[i];
        var stored = new Dictionary<ColumnNode, string>();
        var matches = new List<ColumnMatch>();
        foreach (var value in mention.Values)
        {
            if (stored.TryAdd(value.Column, value.Value))
            {
                matches.Add(new ColumnMatch(value.Column, value.Score));
            }
        }

        var column = NeighbourColumn(reading, i, stored);
        var negationAt = column >= 0 && column < i ? column : i;
        IReadOnlyList<ColumnMatch> candidates = matches;
        if (column >= 0)
        {
            var shared = reading[column].Columns.Where(c => stored.ContainsKey(c.Column)).Select(c => c with { Score = c.Score + 0.5 }).ToList();
            candidates = shared.Count > 0 ? shared : [.. reading[column].Columns.Where(c => !c.Column.IsDate)];
            reading.Take(column);
        }
        else if (matches.Count == 0)
        {
            candidates = PreviousColumn(reading, i) ?? NameSlot(reading, i)?.Candidates ?? [];
        }

        if (candidates.Count == 0)
        {
            return;
        }

        var negated = Negated(reading, negationAt) || Negated(reading, i) || Excluded(reading, i) || LeftOut(reading, i);
        var compared = negated ? "!=" : Compared(reading, i);
        reading.Take(i);
        var slot = new Slot(candidates, i) { Stored = stored, Owner = column >= 0 ? reading.OwnerOf(column) : reading.OwnerOf(i) };
        reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, slot), compared, new TextOperand(mention.Text)) { Position = i });
    }

    // "name is 'A' or 'B'": the second value is of the first one's column.
    private static IReadOnlyList<ColumnMatch>? PreviousColumn(Reading reading, int i) =>
        i >= 2 && reading[i - 1].Cue?.Kind is CueKind.Or or CueKind.And && reading.Filters.Count > 0 && reading.Filters[^1] is CompareFilter { Left.Column: { } column, Right: TextOperand }
            ? column.Candidates
            : null;

    // The column named beside a value: "nationality is Russia", "'cancelled' order status", 国籍是中国.
    private static int NeighbourColumn(Reading reading, int i, Dictionary<ColumnNode, string> stored)
    {
        var before = reading.Before(i, CueKind.Be, CueKind.Soft, CueKind.Not, CueKind.Compare, CueKind.Either, CueKind.Both, CueKind.Like, CueKind.By);
        if (reading.IsFreeColumn(before) && reading.Gap(before, i) <= 6)
        {
            var shared = reading[before].Columns.Any(c => stored.ContainsKey(c.Column));
            var linked = before == i - 1 ? reading.Gap(before, i) <= 2 : reading[before + 1].Cue?.Kind is CueKind.Be or CueKind.Compare or CueKind.Not or CueKind.Like or CueKind.Soft or CueKind.By;
            if (shared || (stored.Count == 0 && linked && (!reading.IsTable(before) || reading[before].BestColumn > 0.9)))
            {
                return before;
            }
        }

        return reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) <= 1 && reading[i + 1].Columns.Any(c => stored.ContainsKey(c.Column)) ? i + 1 : -1;
    }

    private static void Number(Reading reading, int i)
    {
        var mention = reading[i];
        if (Counted(reading, i))
        {
            return;
        }

        var text = mention.Number!.Value.ToString(CultureInfo.InvariantCulture);
        var before = reading.Before(i, CueKind.Be, CueKind.Soft, CueKind.Not, CueKind.Compare, CueKind.Either);
        var column = reading.IsFreeColumn(before) && reading.Gap(before, i) <= 4 && !(reading.IsTable(before) && reading.Gap(before, i) > 1) ? before
            : reading.IsFreeColumn(i + 1) && reading.Gap(i, i + 1) == 0 && !reading.IsTable(i + 1) ? i + 1
            : -1;
        if (reading.Chinese && column == before && column >= 0 && reading.Gap(column, i) > 0 && reading[i].Start > 0 && reading.Tokens[reading[i].Start - 1].Text == "在" && reading.IsFreeColumn(i + 1) && !reading.IsTable(i + 1) && reading.Gap(i, i + 1) == 0)
        {
            // 哪个年级在105教室上课: the number is of what follows.
            column = i + 1;
        }

        if (column == i - 1 && column >= 0 && reading.IsTable(column) && !reading.Chinese && reading[column].Tables[0].Table.Key is { IsNumeric: true }
            && !reading[column].Columns.Any(c => c.Column.IsNumeric || c.Column.Schema.Profile.Values.Contains(text)))
        {
            // "department 70" is no name.
            column = -1;
        }

        if (reading.IsFreeSchema(i + 1) && reading.IsTable(i + 1) && reading.Gap(i, i + 1) <= 1 && reading.Zones[i] == Zone.Condition && reading.Is(i - 1, CueKind.Open))
        {
            // "courses with two prerequisites"
            reading.Take(i);
            reading.Take(i + 1);
            reading.Require(reading[i + 1].Tables[0].Table);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.Count, null), "=", new NumberOperand(mention.Number.Value)) { Position = i });
        }
        else if (column >= 0)
        {
            var op = Negated(reading, i) || Compared(reading, i) == "!=" ? "!=" : "=";
            var aggregate = column < i && reading.IsFreeCue(column - 1, CueKind.Aggregate) && reading.Gap(column - 1, column) <= 1 && Equates(reading, column, i) ? Aggregates.Of(reading[column - 1].Cue!) : Aggregate.None;
            if (aggregate != Aggregate.None)
            {
                // 平均年营业额为400亿
                reading.Take(column - 1);
            }

            if (TimeRules.OrAfter(reading, i))
            {
                op = reading[i + 2].Cue!.Argument + "=";
                reading.Take(i + 1);
                reading.Take(i + 2);
            }

            var slot = reading.SlotOf(column, c => c.IsNumeric || c.Schema.Profile.Values.Contains(text) || c.Schema.Profile.Values.Count == 0);
            reading.Take(i);
            reading.Filters.Add(new CompareFilter(new Term(aggregate, slot), op, aggregate == Aggregate.None ? new NumberOperand(mention.Number.Value) : reading.NumberAt(i)) { Position = i });
        }
        else if (reading.IsTable(i - 1) && reading.IsFree(i - 1) && reading.Gap(i - 1, i) == 0 && reading[i - 1].Tables[0].Table is { Key: { IsNumeric: true } key } && !reading.Chinese)
        {
            // "store 1"
            reading.Take(i);
            reading.Require(key.Table);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, new Slot(reading.KeyColumns(key), i)), "=", new NumberOperand(mention.Number.Value)) { Position = i });
        }
        else if (PreviousColumn(reading, i) is { } columns || PreviousNumber(reading, i, out columns))
        {
            reading.Take(i);
            reading.Filters.Add(new CompareFilter(new Term(Aggregate.None, new Slot(columns, i)), "=", new NumberOperand(mention.Number.Value)) { Position = i });
        }
        else if (mention.Values.Count > 0)
        {
            Value(reading, i);
        }
    }

    // 平均年营业额为400亿, "average salary is 5000", not "average grade 5 score"
    private static bool Equates(Reading reading, int column, int number) =>
        Enumerable.Range(column + 1, number - column - 1).Any(at => reading.Is(at, CueKind.Be) || reading.Is(at, CueKind.Compare))
        || reading.Tokens.Skip(reading[column].End).Take(reading[number].Start - reading[column].End).Any(t => t.Lower is "为" or "是" or "达" or "等" or "is" or "was" or "are" or "were" or "of");

    // 有5届的城市: those that have so many of it.
    private static bool Counted(Reading reading, int i)
    {
        if (!reading.Chinese || !Classifiers.Follow(reading.Tokens, reading[i].End) || reading[i].Start == 0 || reading.Tokens[reading[i].Start - 1].Text is not ("有" or "了" or "过") || reading[i].Number is > 10_000)
        {
            return false;
        }

        // 有90个国家参加, 专辑有100张 of a column that holds the number of countries, of albums.
        var column = reading.IsFreeColumn(i + 1) && reading[i + 1].Columns.Any(c => c.Column.IsMeasure && c.Score > 0.5) ? i + 1
            : reading.IsFreeColumn(i - 1) && !reading.IsTable(i - 1) && reading.Gap(i - 1, i) <= 1 && HoldsCount(reading[i - 1]) ? i - 1 : -1;
        reading.Take(i);
        if (column < 0 && reading.IsFreeSchema(i - 1) && reading.Gap(i - 1, i) <= 2 && reading.IsTable(i - 1))
        {
            reading.Take(i - 1);
            reading.Require(reading[i - 1].Tables[0].Table);
        }

        var term = column >= 0 ? new Term(Aggregate.None, reading.SlotOf(column, c => c.IsMeasure)) : new Term(Aggregate.Count, null);
        reading.Filters.Add(new CompareFilter(term, "=", reading.NumberAt(i)) { Position = i });
        return true;
    }

    private static bool HoldsCount(Mention mention) => mention.Columns is [{ Column: { IsMeasure: true } column }, ..] && Measure.Of(column).IsCount;

    private static bool PreviousNumber(Reading reading, int i, out IReadOnlyList<ColumnMatch> columns)
    {
        columns = reading.Is(i - 1, CueKind.Or) && reading.Filters.Count > 0 && reading.Filters[^1] is CompareFilter { Operator: "=", Left: { Aggregate: Aggregate.None, Column: { } column }, Right: NumberOperand }
            ? column.Candidates : [];
        return columns.Count > 0;
    }

    /// <summary>Whether a negation stands before mention <paramref name="i"/>, which is then taken.</summary>
    public static bool Negated(Reading reading, int i)
    {
        for (var at = i - 1; at >= Math.Max(0, i - 3) && reading[at].Cue is { } cue; at--)
        {
            if (cue.Kind == CueKind.Not && reading.IsFree(at))
            {
                reading.Take(at);
                return true;
            }

            if (cue.Kind is not (CueKind.Be or CueKind.Soft or CueKind.Open or CueKind.Like or CueKind.Pass) && !NegationRules.IsDeed(reading, at))
            {
                break;
            }
        }

        return false;
    }

    // "all accounts except the account with name Brown"
    private static bool LeftOut(Reading reading, int i)
    {
        var at = i - 1;
        while (at > 0 && (reading[at].Cue?.Kind is CueKind.Open or CueKind.Soft or CueKind.Be || (reading[at].IsSchema && !reading.IsTable(at))))
        {
            at--;
        }

        if (reading.Chinese || at < 1 || !reading.IsTable(at) || !reading.IsFreeCue(at - 1, CueKind.Not) || !reading[at - 1].Text.StartsWith("ex", StringComparison.OrdinalIgnoreCase)
            || !Enumerable.Range(0, at - 1).Any(t => reading.IsTable(t) && reading[t].Tables[0].Table == reading[at].Tables[0].Table))
        {
            return false;
        }

        reading.Take(at - 1);
        reading.Take(at);
        return true;
    }

    // 除北京以外的城市
    private static bool Excluded(Reading reading, int i) =>
        reading.Chinese && reading[i].Start > 0 && reading.Tokens[reading[i].Start - 1].Text == "除" && reading[i].End < reading.Tokens.Count && reading.Tokens[reading[i].End].Text is "以" or "之" or "外";

    // A number in a column of text is compared all the same.
    private static string Compared(Reading reading, int i)
    {
        for (var at = i - 1; at >= Math.Max(0, i - 2) && reading[at].Cue is { } cue; at--)
        {
            if (cue.Kind == CueKind.Compare && reading.IsFree(at))
            {
                reading.Take(at);
                return cue.Argument == "!=" || reading[i].Number is not null ? cue.Argument : "=";
            }
        }

        return "=";
    }
}
