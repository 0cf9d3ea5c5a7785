using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what happened from verbs: who "bought" something stands in the orders, even where reviews join the two in fewer steps.</summary>
internal static class VerbRules
{
    private static readonly (string Verb, string[] Tables)[] Verbs = [.. DataFile.Rows("verbs.tsv").Select(r => (r[0], r[1].Split(',')))];

    private const double Explained = 0.6;

    /// <summary>The table of what the first verb says happened; null where there is none, or the database has no such table.</summary>
    public static TableNode? Happened(Reading reading) => Happened(reading, 0, reading.Tokens.Count);

    /// <summary>
    /// 获奖不多于5次的电视剧, 可以转账的银行: the table that refers to the one named and has the words that nothing else explains in its name, where there is one only;
    /// null for a question that neither counts rows nor asks what there is.
    /// </summary>
    public static TableNode? Child(Reading reading)
    {
        var named = Enumerable.Range(0, reading.Count).Where(reading.IsTable).Select(i => reading[i].Tables[0].Table).ToHashSet();
        if (!reading.Chinese || named.Count == 0 || !(Counts(reading) || reading.Tokens.Any(t => t.Text is "过" or "可")))
        {
            return null;
        }

        var known = new bool[reading.Tokens.Count];
        foreach (var mention in reading.Mentions.Where(m => m.Cue is not null || m.Values.Count > 0 || Math.Max(m.BestColumn, m.BestTable) > Explained))
        {
            Array.Fill(known, true, mention.Start, mention.End - mention.Start);
        }

        var left = Enumerable.Range(0, Math.Max(0, reading.Tokens.Count - 1)).Where(t => !known[t] && !known[t + 1]).Select(t => reading.Tokens[t].Text + reading.Tokens[t + 1].Text).ToHashSet(StringComparer.Ordinal);
        var children = named.SelectMany(t => reading.Index.Joins.EdgesOf(t).Where(e => e.To.Table == t)).Select(e => e.From.Table).Distinct().Where(t => !named.Contains(t))
            .Select(t => (Table: t, Said: Pairs(t.Name).Count(p => left.Contains(p) && !named.Any(n => n.Name.Contains(p, StringComparison.Ordinal))))).Where(c => c.Said > 0).OrderByDescending(c => c.Said).ToList();
        return children.Count == 1 || (children.Count > 1 && children[0].Said > children[1].Said) ? children[0].Table : null;
    }

    private static bool Counts(Reading reading) =>
        reading.Filters.Exists(f => f is CompareFilter { Left: { Aggregate: Aggregate.Count, Column: null } }) || reading.Order.Exists(o => o.Term is { Aggregate: Aggregate.Count, Column: null });

    private static IEnumerable<string> Pairs(string name) => Enumerable.Range(0, Math.Max(0, name.Length - 1)).Where(i => Tokenizer.IsIdeograph(name[i]) && Tokenizer.IsIdeograph(name[i + 1])).Select(i => name.Substring(i, 2));

    /// <summary>The same between two tokens.</summary>
    public static TableNode? Happened(Reading reading, int from, int to)
    {
        var words = reading.Tokens.Skip(from).Take(to - from).Select(t => t.Lower).ToList();
        var text = string.Concat(words);
        foreach (var (verb, tables) in Verbs)
        {
            if (Tokenizer.IsIdeograph(verb[0]) ? text.Contains(verb, StringComparison.Ordinal) : words.Contains(verb))
            {
                // "orders" rather than "order_items", which come with them.
                var found = tables.Select(name => reading.Index.Tables.Where(t => t.Words.Length > 0 && (t.Words[^1] == name || t.Name.EndsWith(name, StringComparison.Ordinal))).MinBy(t => t.Words.Length)).FirstOrDefault(t => t is not null);
                if (found is not null)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
