using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking.Derived;

/// <summary>A column that others say together, and what people call it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Names">Its names.</param>
/// <param name="Of">What it tells the number of, for the rows of a table of that name, or a column of another, may be meant as well.</param>
/// <param name="IsExact">Whether no word of a name may be left out: 未上市公司.</param>
internal sealed record DerivedColumn(ColumnNode Column, IEnumerable<string> Names, IReadOnlyList<string[]>? Of = null, bool IsExact = false);

/// <summary>
/// What a table holds without a column of its own, because two columns say it together: the total of kinds that complete each other, the rest of a whole, the share of a part,
/// the part that a share makes, what there is per head and per area, the difference of extremes, profit, cost and spans.
/// </summary>
internal static class DerivedColumns
{
    // More columns than these are no table of figures that belong together in pairs.
    private const int MostColumns = 40;
    private const int MostKinds = 4;
    private const int MostDerived = 400;

    private static readonly ColumnProfile Fraction = new() { Min = "0", Max = "1" };

    /// <summary>The derived columns of a table, each with the names that people give it.</summary>
    public static IEnumerable<DerivedColumn> Of(TableNode table)
    {
        var measures = table.Columns.Where(c => c.IsMeasure).Select(Measure.Of).ToList();
        if (measures.Count is < 2 or > MostColumns)
        {
            return [];
        }

        var known = table.Columns.Select(c => string.Concat(c.Words)).ToHashSet(StringComparer.Ordinal);
        return Totals(measures).Concat(Parts(measures)).Concat(Shares(measures)).Concat(Rates(measures)).Concat(Extremes(measures)).Concat(Spans(measures)).Concat(Money(measures)).Concat(Products(measures))
            .Select(d => d with { Names = [.. d.Names.Where(n => !known.Contains(string.Concat(DerivedWords.Split(n)))).Distinct(StringComparer.Ordinal)] })
            .Where(d => d.Names.Any()).Take(MostDerived);
    }

    // 国内航线数量 and 国际航线数量 are all there are: 航线总数. Sons and daughters are children.
    private static IEnumerable<DerivedColumn> Totals(List<Measure> measures)
    {
        var used = new HashSet<ColumnNode>();
        var of = measures.ToDictionary(m => m.Column);
        var families = ColumnFamily.Of([.. measures.Where(m => m.IsAdditive).Select(m => m.Column)]);
        foreach (var together in families.SelectMany(Together))
        {
            yield return together;
        }

        foreach (var family in families)
        {
            var members = family.Members.Select(m => of[m.Column]).ToList();
            var one = members[0];
            if (members.Count is < 2 or > MostKinds || members.Exists(m => used.Contains(m.Column) || !m.Kind.SequenceEqual(one.Kind)) || family.Members.Any(m => !IsKind(m.Own)) || !(one.IsChinese || AreOpposite(family))
                || CommonName(family, one) is not { Count: > 0 } cores || measures.Exists(m => !members.Contains(m) && cores.Exists(c => m.Core.SequenceEqual(c) || IsWhole(m.Core, c))))
            {
                continue;
            }

            used.UnionWith(members.Select(m => m.Column));
            var both = one.IsChinese && family.Prefix.Length == 0 ? family.Members.Select(m => m.Own[0]).ToArray() : [];
            yield return Sum(members, cores, both, family.Suffix);
        }
    }

    // Sons and daughters are children, whatever else is counted beside them.
    private static IEnumerable<DerivedColumn> Together(ColumnFamily family)
    {
        foreach (var (name, parts) in DerivedWords.Together)
        {
            var found = parts.Select(p => family.Members.Where(m => m.Own.SequenceEqual(p) || m.Column.Words.SequenceEqual([.. p, .. family.Suffix])
                || (m.Column.Words.Length > p.Length && DerivedWords.Starts(m.Column.Words, p))).Select(m => m.Column).FirstOrDefault()).ToList();
            if (found.TrueForAll(c => c is not null) && found.Distinct().Count() == parts.Length)
            {
                yield return Sum([.. found.Select(c => Measure.Of(c!))], [DerivedWords.Split(name)], [], []);
            }
        }
    }

    private static DerivedColumn Sum(List<Measure> members, List<string[]> cores, string[] both, string[] suffix) =>
        new(members.Skip(2).Aggregate(members[0].Column.Combine("+", members[1].Column), (sum, m) => m.Column.Combine("+", sum)),
            [.. cores.SelectMany(core => DerivedWords.NamesOf(members[0].IsCount ? "sum.name" : "amount.name", members[0].IsChinese, ("core", core), ("both", both), ("suffix", suffix), ("kind", members[0].Kind)))],
            cores);

    // Emails sent, opened and clicked are no kinds that complete each other, foreign and domestic ones are.
    private static bool AreOpposite(ColumnFamily family) =>
        family.Members is [var one, var other] && DerivedWords.Pairs("opposite").Any(p => (one.Own.SequenceEqual(p.First) && other.Own.SequenceEqual(p.Second)) || (one.Own.SequenceEqual(p.Second) && other.Own.SequenceEqual(p.First)));

    // What is of a kind: no year, no extreme, no whole.
    private static bool IsKind(string[] own) =>
        !own.Any(w => char.IsAsciiDigit(w[0])) && !Contains("whole", own) && !Contains("share", own) && !DerivedWords.Pairs("extreme").Any(p => own.SequenceEqual(p.First) || own.SequenceEqual(p.Second));

    private static List<string[]> CommonName(ColumnFamily family, Measure one)
    {
        var names = new List<string[]>();
        var core = family.Suffix.Length > one.Kind.Length || !one.IsChinese
            ? one.IsChinese ? family.Suffix[..^one.Kind.Length] : [.. family.Prefix.Concat(family.Suffix).Where(w => !one.Kind.Contains(w) && w is not ("of" or "in"))] : [];
        if (core.Length > 0 && (!one.IsChinese || family.Prefix.Length == 0 || core.Length > 1))
        {
            names.Add(core);

            // 出境游路线, 国内游路线: what they share begins within a word.
            if (one.IsChinese && core.Length > 2)
            {
                names.Add(core[1..]);
            }
        }

        return names;
    }

    private static bool IsWhole(string[] words, string[] core) => DerivedWords.Of("whole").Any(w => words.SequenceEqual([.. w, .. core]));

    private static bool Contains(string kind, string[] words) => DerivedWords.Of(kind).Any(w => words.SequenceEqual(w));

    // Of the registered companies the listed ones: their share, and the others.
    private static IEnumerable<DerivedColumn> Parts(List<Measure> measures)
    {
        foreach (var whole in measures.Where(m => m.IsAdditive))
        {
            foreach (var part in measures.Where(m => m != whole && m.IsAdditive && m.IsChinese == whole.IsChinese && m.IsCount == whole.IsCount && m.MayBePartOf(whole)))
            {
                if (PartOf(part, whole) is not var (own, rest))
                {
                    continue;
                }

                var names = Variants(own, rest, part).ToList();
                yield return new DerivedColumn(part.Column.Combine("/", whole.Column, Fraction), names.SelectMany(n => DerivedWords.NamesOf("share.name", part.IsChinese, ("part", n))), IsExact: true);
                if (rest.Length > 0 || whole is { Core.Length: > 0, Kind: ["总" or "total", ..] })
                {
                    yield return new DerivedColumn(whole.Column.Combine("-", part.Column), Others(own, rest, part), IsExact: true);
                }
            }
        }
    }

    private static IEnumerable<string[]> Variants(string[] own, string[] rest, Measure part)
    {
        yield return own;
        yield return [.. own, .. rest];
        yield return part.Words;
        if (own.Length > 2 && own[0] is "日" or "月" or "年")
        {
            yield return own[1..];
            yield return [.. own[1..], .. rest];
        }
    }

    // 非户籍人口, 未上市公司; where one is what the other is not, the other's word.
    private static IEnumerable<string> Others(string[] own, string[] rest, Measure part)
    {
        foreach (var not in DerivedWords.Of("negation"))
        {
            foreach (var name in DerivedWords.NamesOf("rest.name", part.IsChinese, ("not", not), ("part", own), ("rest", rest), ("kind", part.Kind)))
            {
                yield return name;
            }
        }

        foreach (var (first, second) in DerivedWords.Opposites)
        {
            if (DerivedWords.IndexOf(part.Core, first) is >= 0 and var at)
            {
                string[] other = [.. second, .. part.Core[(at + first.Length)..]];
                yield return string.Join(' ', other);
                yield return string.Join(' ', [.. other, .. part.Kind]);
            }
        }
    }

    // What a part says beside the whole, and what both are of.
    private static (string[] Own, string[] Common)? PartOf(Measure part, Measure whole)
    {
        if (part.Words.Any(w => w is "rank") || Array.Exists(DerivedWords.Of("whole"), w => w.Length > 1 && DerivedWords.Starts(part.Core, w)))
        {
            return null;
        }

        foreach (var marker in DerivedWords.Of("whole"))
        {
            if (DerivedWords.IndexOf(whole.Core, marker) is not (>= 0 and var at))
            {
                continue;
            }

            var before = whole.Core[..at];
            var rest = whole.Core[(at + marker.Length)..];
            if (part.Core.Length > before.Length + rest.Length && DerivedWords.Starts(part.Core, before) && DerivedWords.Ends(part.Core, rest))
            {
                return (part.Core[before.Length..^rest.Length], rest);
            }
        }

        if (part.Core.Length > whole.Core.Length && whole.Core.Length > 0 && DerivedWords.Ends(part.Core, whole.Core))
        {
            return (part.Core[..^whole.Core.Length], whole.Core);
        }

        if (whole.IsChinese && whole.Core.Length == 0 && part.Core.Length > 0 && DerivedWords.Ends(part.Words, whole.Words))
        {
            return (part.Core, whole.Words);
        }

        return null;
    }

    // 5星占比 of 评价人数: 5星评价人数. 广告收入 and its 广告收入占比: all income.
    private static IEnumerable<DerivedColumn> Shares(List<Measure> measures)
    {
        foreach (var share in measures)
        {
            if (Array.Find(DerivedWords.Of("share"), w => DerivedWords.Ends(share.Words, w) && share.Words.Length > w.Length) is not { } word)
            {
                continue;
            }

            var own = share.Words[..^word.Length];
            var percent = Measure.Max(share) > 1 ? "%" : "";
            if (measures.Find(m => m.Words.SequenceEqual(own)) is { } part)
            {
                var heads = part.IsChinese ? Enumerable.Range(1, part.Words.Length).Where(i => i % 2 == 0 && i <= part.Words.Length - 2).Select(i => part.Words[i..]) : part.Words.Length > 1 ? [part.Words[1..]] : [];
                yield return new DerivedColumn(part.Column.Combine("/" + percent, share.Column), [.. heads.SelectMany(h => DerivedWords.NamesOf("all.name", part.IsChinese, ("part", part.Words), ("head", h)))]);
            }
            else if (measures.FindAll(m => m.IsCount && !m.Words.Any(w => w == "rank")) is [var whole])
            {
                yield return new DerivedColumn(whole.Column.Combine("*" + percent, share.Column), DerivedWords.NamesOf("part.name", share.IsChinese, ("part", own), ("whole", whole.Words), ("core", whole.Core)));
            }
        }
    }

    private static IEnumerable<DerivedColumn> Rates(List<Measure> measures)
    {
        var area = measures.Find(m => Array.Exists(DerivedWords.Of("area"), w => DerivedWords.Ends(m.Words, w)));
        var people = measures.Find(m => Array.Exists(DerivedWords.Of("people"), w => DerivedWords.Ends(m.Words, w) || m.Words[0] == "population"));
        foreach (var measure in measures.Where(m => m != area && m.IsAdditive))
        {
            var cores = measure == people ? [DerivedWords.Of("people")[^1][0] == "population" && !measure.IsChinese ? ["population"] : ["人", "口"]] : measure.Core.Length > 0 ? (string[][])[measure.Core, measure.Words] : [measure.Words];
            if (area is not null && measure.IsCount)
            {
                yield return new DerivedColumn(measure.Column.Combine("/", area.Column), cores.SelectMany(c => DerivedWords.NamesOf("density.name", measure.IsChinese, ("core", c))));
            }

            if (people is not null && measure != people)
            {
                yield return new DerivedColumn(measure.Column.Combine("/", people.Column), cores.SelectMany(c => DerivedWords.NamesOf("head.name", measure.IsChinese, ("core", c))));
            }
        }
    }

    private static IEnumerable<DerivedColumn> Extremes(List<Measure> measures)
    {
        foreach (var (more, less) in DerivedWords.Pairs("extreme"))
        {
            foreach (var high in measures)
            {
                if (DerivedWords.IndexOf(high.Words, more) is not (>= 0 and var at) || measures.Find(m => m.Words.SequenceEqual([.. high.Words[..at], .. less, .. high.Words[(at + more.Length)..]])) is not { } low)
                {
                    continue;
                }

                // 旺季门票价格: of the price, by seasons.
                string[] rest = [.. high.Words[..at], .. high.Words[(at + more.Length)..].SkipWhile(w => w == "季")];
                var shorter = high.IsChinese && rest.Length == 4 ? rest[1..3] : [];
                var first = high.IsChinese && rest.Length > 1 ? rest[^2..^1] : [];
                string[] between = high.IsChinese && high.Words.Length > at + more.Length && high.Words[at + more.Length] == "季" ? ["季"] : [];
                yield return new DerivedColumn(high.Column.Combine("-", low.Column), [.. new string[][] { [.. more, .. less, .. between], [.. less, .. more, .. between] }
                    .SelectMany(both => DerivedWords.NamesOf("extreme.name", high.IsChinese, ("rest", rest), ("head", shorter), ("first", first), ("both", both))),
                    .. first is ["温" or "价"] ? (string[])[first[0] + "差"] : []]);
            }
        }
    }

    private static IEnumerable<DerivedColumn> Spans(List<Measure> measures)
    {
        foreach (var (later, earlier) in DerivedWords.Pairs("span"))
        {
            foreach (var end in measures.Where(m => IsTime(m.Column) && DerivedWords.IndexOf(m.Words, later) >= 0))
            {
                var at = DerivedWords.IndexOf(end.Words, later);
                if (measures.Find(m => m.Words.SequenceEqual([.. end.Words[..at], .. earlier, .. end.Words[(at + later.Length)..]])) is { } start)
                {
                    yield return new DerivedColumn(end.Column.Combine("-", start.Column), DerivedWords.NamesOf(earlier is ["出", "生"] or ["birth"] ? "life.name" : "span.name", end.IsChinese));
                }
            }
        }
    }

    private static IEnumerable<DerivedColumn> Money(List<Measure> measures)
    {
        Measure? Find(string kind) => measures.Find(m => Array.Exists(DerivedWords.Of(kind), w => m.IsChinese ? m.Words.SequenceEqual(w) : DerivedWords.Ends(m.Words, w)));
        if (Find("income") is not { } income)
        {
            yield break;
        }

        var (cost, profit) = (Find("cost"), Find("profit"));
        if (cost is not null && profit is null)
        {
            yield return new DerivedColumn(income.Column.Combine("-", cost.Column), DerivedWords.NamesOf("profit.name", income.IsChinese));
        }
        else if (cost is null && profit is not null)
        {
            yield return new DerivedColumn(income.Column.Combine("-", profit.Column), DerivedWords.NamesOf("cost.name", income.IsChinese));
        }
    }

    // 单场演出时长 and 演出场次: 演出总时长.
    private static IEnumerable<DerivedColumn> Products(List<Measure> measures)
    {
        foreach (var each in measures)
        {
            if (Array.Find(DerivedWords.Of("extent"), w => DerivedWords.Ends(each.Words, w)) is not { } extent)
            {
                continue;
            }

            var core = each.Words[..^extent.Length];
            core = Array.Find(DerivedWords.Of("single"), w => DerivedWords.Starts(core, w)) is { } single ? core[single.Length..] : core;
            if (core.Length > 0 && measures.Find(m => m.IsCount && m.Core.SequenceEqual(core)) is { } count)
            {
                yield return new DerivedColumn(each.Column.Combine("*", count.Column), DerivedWords.NamesOf("product.name", each.IsChinese, ("core", core), ("extent", extent)));
            }
        }
    }

    private static bool IsTime(ColumnNode column) => column.Words.Contains("year") || column.Name.EndsWith("时间", StringComparison.Ordinal) || column.Name.EndsWith("年份", StringComparison.Ordinal) || column.Name.EndsWith('年');
}
