using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Reads what happened from verbs: who "bought" something stands in the orders, even where reviews join the two in fewer steps.</summary>
internal static class VerbRules
{
    private static readonly (string Verb, string[] Tables)[] Verbs = [.. DataFile.Rows("verbs.tsv").Select(r => (r[0], r[1].Split(',')))];

    /// <summary>The table of what the first verb says happened; null where there is none, or the database has no such table.</summary>
    public static TableNode? Happened(Reading reading) => Happened(reading, 0, reading.Tokens.Count);

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
