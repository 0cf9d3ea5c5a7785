using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Which part of the question a mention stands in.</summary>
internal enum Zone
{
    Projection,
    Condition,
    Group,
    Order,
}

/// <summary>The mentions of a question while rules turn them into a plan: each rule takes the mentions that it understands.</summary>
internal sealed class Reading
{
    private static readonly HashSet<string> Additive = [.. DataFile.Rows("additive.tsv").Select(r => r[0])];

    private const int LongestList = 6;

    private static readonly string[] Amounts = ["amount", "sales amount"];

    private readonly bool[] _taken;
    private readonly bool[] _tables;

    public Reading(LinkResult links, DatabaseIndex index, bool chinese)
    {
        Mentions = links.Mentions;
        Tokens = links.Tokens;
        Index = index;
        Chinese = chinese;
        Today = DateOnly.FromDateTime(links.Question.AskedAt.DateTime);
        _taken = new bool[Mentions.Count];
        Zones = ZoneRules.Assign(Mentions, Tokens, chinese);
        _tables = [.. Enumerable.Range(0, Count).Select(NamesTable)];
    }

    private Reading(Reading other)
    {
        (Mentions, Tokens, Index, Chinese, Zones, _tables) = (other.Mentions, other.Tokens, other.Index, other.Chinese, other.Zones, other._tables);
        Today = other.Today;
        (Limit, Distinct, SuperlativeIsProjected) = (other.Limit, other.Distinct, other.SuperlativeIsProjected);
        IsOrderOpen = other.IsOrderOpen;
        Prior = other.Prior;
        _taken = [.. other._taken];
        Calculated = new(other.Calculated);
        Filters = [.. other.Filters];
        Order = [.. other.Order];
        Groups = [.. other.Groups];
        Projections = [.. other.Projections];
        Tables = [.. other.Tables];
    }

    public IReadOnlyList<Mention> Mentions { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public DatabaseIndex Index { get; }

    public bool Chinese { get; }

    /// <summary>The day of the question.</summary>
    public DateOnly Today { get; }

    public Zone[] Zones { get; }

    public List<Filter> Filters { get; } = [];

    public List<OrderKey> Order { get; } = [];

    public List<GroupKey> Groups { get; } = [];

    public List<Projection> Projections { get; } = [];

    public List<TableNode> Tables { get; } = [];

    public int? Limit { get; set; }

    public bool Distinct { get; set; }

    /// <summary>What its wording says for it beyond what the ranker weighs.</summary>
    public double Prior { get; set; }

    /// <summary>Whether what it is ordered by is left to the roles of its names.</summary>
    public bool IsOrderOpen { get; init; }

    /// <summary>A superlative that may be read as the extreme value itself.</summary>
    public bool SuperlativeIsProjected { get; set; }

    public int Count => Mentions.Count;

    /// <summary>The same, to be read on in another way.</summary>
    public Reading Copy() => new(this);

    public Mention this[int i] => Mentions[i];

    public bool IsTaken(int i) => _taken[i];

    public void Take(int i) => _taken[i] = true;

    public bool IsFree(int i) => i >= 0 && i < Count && !_taken[i];

    public bool Is(int i, CueKind kind) => i >= 0 && i < Count && Mentions[i].Is(kind);

    public bool IsFreeCue(int i, CueKind kind) => IsFree(i) && Mentions[i].Is(kind);

    public bool IsFreeSchema(int i) => IsFree(i) && Mentions[i].IsSchema;

    public bool IsFreeColumn(int i) => IsFreeSchema(i) && Mentions[i].Columns.Count > 0;

    /// <summary>Whether mention <paramref name="i"/> is rather a table than a column.</summary>
    public bool IsTable(int i) => i >= 0 && i < Count && _tables[i];

    public bool IsFreeNumber(int i) => IsFree(i) && Mentions[i] is { Number: not null } m && !(m.IsSchema && m.Columns.Count > 0 && m.BestColumn > 0.95);

    /// <summary>How many tokens lie between two neighbouring mentions that belong to neither.</summary>
    public int Gap(int left, int right) => Mentions[right].Start - Mentions[left].End;

    /// <summary>The previous mention that is no filler, or -1; a clause's end stops the search.</summary>
    public int Before(int i, params ReadOnlySpan<CueKind> skip) => Step(i, -1, skip);

    /// <summary>The next mention that is no filler, or -1; a clause's end stops the search.</summary>
    public int After(int i, params ReadOnlySpan<CueKind> skip) => Step(i, 1, skip);

    /// <summary>Columns that are reckoned with another one, by their mention.</summary>
    public Dictionary<int, (string Operator, Slot Column)> Calculated { get; } = [];

    /// <summary>A slot for the columns of mention <paramref name="i"/>, tied to the table that the wording names beside it.</summary>
    public Slot SlotOf(int i, Func<ColumnNode, bool>? fits = null)
    {
        Take(i);
        var owner = OwnerOf(i);
        var candidates = Mentions[i].Columns.Where(c => fits is null || fits(c.Column)).ToList();
        if (owner is not null && IsName(i) && (owner.NamedBy ?? owner) is { IsNamed: true, Display: [var display] } && !candidates.Exists(c => c.Column.Table == owner && c.Score > 0.85))
        {
            candidates.Add(new ColumnMatch(display, 0.9));
        }

        if (owner?.Key is { } key && IsId(i) && !candidates.Exists(c => c.Column.Table == owner && c.Score > 0.85))
        {
            candidates.Add(new ColumnMatch(key, 0.95));
        }

        return new Slot(candidates.Count > 0 ? candidates : Mentions[i].Columns, i) { Owner = owner, With = Calculated.TryGetValue(i, out var with) ? with : null };
    }

    // "the ids of the aircraft", whatever the key is called.
    private bool IsId(int i) => Mentions[i].Text.ToLowerInvariant() is "id" or "ids" or "number" or "numbers" or "code" or "codes" or "编号" or "号码" or "代码";

    /// <summary>Whether the mention is just "name": what rows are called by, whatever the column is called.</summary>
    public bool IsName(int i) => Mentions[i].Text.ToLowerInvariant() is "name" or "names" or "full name" or "full names" or "名字" or "名称" or "姓名" or "全名";

    /// <summary>A slot for a column that the wording only implies, such as the age in "oldest".</summary>
    public Slot? Implied(IReadOnlyList<string> concepts, Func<ColumnNode, bool> fits, int position)
    {
        var found = new List<ColumnMatch>();
        var rank = 0.0;
        foreach (var concept in concepts)
        {
            foreach (var (_, _, name, score) in Index.Names.Find(Tokenizer.Tokenize(concept)))
            {
                if (name.Column is { } column && score >= (column.IsDate ? 0.3 : 0.4) && fits(column))
                {
                    found.Add(new ColumnMatch(column, (0.75 * score) - rank));
                }
            }

            rank += 0.08;
        }

        var best = found.GroupBy(f => f.Column).Select(g => g.MaxBy(f => f.Score)!).OrderByDescending(f => f.Score).ToList();
        return best.Count == 0 ? null : new Slot(best, position) { IsImplied = true, Owner = position >= 0 ? NearestTable(position) : null };
    }

    // A word may name a table and a column alike ("country"): beside a table that has such a column it is the column.
    private bool NamesTable(int i)
    {
        var mention = Mentions[i];
        if (!mention.IsSchema || mention.Tables.Count == 0 || mention.BestTable < mention.BestColumn - 0.02)
        {
            return false;
        }

        var own = mention.Tables[0].Table;
        return mention.BestColumn < 0.9 || !Neighbours(i).Any(t => t != own && mention.Columns.Any(c => c.Column.Table == t && c.Score > 0.9));
    }

    private IEnumerable<TableNode> Neighbours(int i)
    {
        for (var at = i + 1; at < Count && at <= i + 6; at++)
        {
            if (Mentions[at] is { IsSchema: true, Tables: [{ Score: > 0.9 } after, ..] } m && m.BestColumn < 0.95)
            {
                yield return after.Table;
                break;
            }

            if (Mentions[at].Cue?.Kind is not (CueKind.Soft or CueKind.And or CueKind.By or CueKind.Distinct or null))
            {
                break;
            }
        }

        if (i > 0 && Mentions[i - 1] is { IsSchema: true, Tables: [{ Score: > 0.9 } before, ..] } && Gap(i - 1, i) <= 1)
        {
            yield return before.Table;
        }
    }

    /// <summary>The table named right after ("name of the student") or right before ("student's name", 学生的姓名).</summary>
    public TableNode? OwnerOf(int i)
    {
        for (var at = i + 1; !Chinese && at + 1 < Count; at++)
        {
            if (Mentions[at].Cue is { Kind: CueKind.Soft } && IsTable(at + 1) && Gap(at, at + 1) <= 3)
            {
                return Mentions[at + 1].Tables[0].Table;
            }

            // "the name, age and city of the students": the owner comes after the whole list.
            if (!(Mentions[at].Is(CueKind.And) || Mentions[at].Text == "," || Mentions[at] is { IsSchema: true, Columns.Count: > 0 }) || IsTable(at))
            {
                break;
            }
        }

        if (i > 0 && IsTable(i - 1) && Gap(i - 1, i) <= 1)
        {
            return Mentions[i - 1].Tables[0].Table;
        }

        // 顾客的全名和编号: the owner comes before the whole list.
        for (var at = i - 1; Chinese && at > 0 && i - at <= LongestList && (Mentions[at].Is(CueKind.And) || Mentions[at].Text == "、" || (Mentions[at] is { IsSchema: true, Columns.Count: > 0 } && !IsTable(at))); at--)
        {
            if (IsTable(at - 1) && Gap(at - 1, at) == 1 && Tokens[Mentions[at].Start - 1].Text == "的")
            {
                return Mentions[at - 1].Tables[0].Table;
            }
        }

        // "students whose age"
        return i > 1 && IsTable(i - 2) && Mentions[i - 1].Text.Equals("whose", StringComparison.OrdinalIgnoreCase) ? Mentions[i - 2].Tables[0].Table : null;
    }

    /// <summary>In "film ratings" the table only says whose ratings: the column is what counts.</summary>
    public int Head(int i)
    {
        if (IsTable(i) && IsFreeColumn(i + 1) && !IsTable(i + 1) && Gap(i, i + 1) == 0 && Mentions[i + 1].Columns.Any(c => c.Column.Table == Mentions[i].Tables[0].Table && c.Score > 0.85))
        {
            Take(i);
            Require(Mentions[i].Tables[0].Table);
            return i + 1;
        }

        return i;
    }

    /// <summary>The column of mention <paramref name="i"/> as a measure; summed up when that is how people mean the word.</summary>
    public Term MeasureOf(int i, Aggregate aggregate, Func<ColumnNode, bool>? fits = null)
    {
        var additive = aggregate == Aggregate.None && IsAdditive(i);
        if (additive && !Chinese && Implied(Amounts, c => c.IsMeasure, i) is { } amounts)
        {
            // "sales" may be any amount: of the order, or of its lines.
            var slot = SlotOf(i, c => c.IsMeasure && (fits is null || fits(c)));
            return new Term(aggregate, slot with { Candidates = [.. slot.Candidates, .. amounts.Candidates.Where(a => !slot.Candidates.Any(c => c.Column == a.Column))] }) { Additive = true };
        }

        return new Term(aggregate, SlotOf(i, additive ? c => c.IsMeasure && (fits is null || fits(c)) : fits)) { Additive = additive };
    }

    public bool IsAdditive(int i) =>
        Mentions[i].Columns.Count > 0 && !Mentions[i].PrefersValue && Mentions[i].Columns[0].Column.Derived?.Operator is not ("/" or "/%")
        && (Additive.Contains(Mentions[i].Text) || IsCompound(i) || Tokens.Skip(Mentions[i].Start).Take(Mentions[i].End - Mentions[i].Start).Any(t => Additive.Contains(t.Lower)));

    // 消费金额, where only 金额 is a name.
    private bool IsCompound(int i) =>
        Chinese && Mentions[i].Start >= 2 && (i == 0 || Mentions[i - 1].End <= Mentions[i].Start - 2)
        && Additive.Contains(Tokens[Mentions[i].Start - 2].Text + Tokens[Mentions[i].Start - 1].Text + Mentions[i].Text);

    /// <summary>A key and the columns that refer to it.</summary>
    public IReadOnlyList<ColumnMatch> KeyColumns(ColumnNode key) =>
        [new(key, 1), .. Index.Edges.Where(e => e.To == key).Select(e => new ColumnMatch(e.From, 0.9))];

    /// <summary>What rows of a table are called by; the table that they have their names from, joined to it, where they have none of their own.</summary>
    public DisplayProjection DisplayOf(TableNode table)
    {
        Require(table);
        return new DisplayProjection(table.NamedBy ?? table);
    }

    public TableNode? NearestTable(int position)
    {
        for (var distance = 1; distance < Count; distance++)
        {
            foreach (var at in (ReadOnlySpan<int>)[position + distance, position - distance])
            {
                if (IsTable(at))
                {
                    return Mentions[at].Tables[0].Table;
                }
            }
        }

        return null;
    }

    /// <summary>The number of mention <paramref name="i"/> with what its unit says of it: 20%, 百分之20, 35000平方千米.</summary>
    public NumberOperand NumberAt(int i) => new(Mentions[i].Number!.Value, Scales.Of(Tokens, Mentions[i]));

    public void Require(TableNode table)
    {
        if (!Tables.Contains(table))
        {
            Tables.Add(table);
        }
    }

    private int Step(int i, int direction, ReadOnlySpan<CueKind> skip)
    {
        for (var at = i + direction; at >= 0 && at < Count; at += direction)
        {
            if (Mentions[at].IsBreak)
            {
                return -1;
            }

            if (Mentions[at].Cue is not { } cue || !(skip.Contains(cue.Kind) || cue.Kind == CueKind.Pass))
            {
                return at;
            }
        }

        return -1;
    }
}
