using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>A term of the glossary and the table that it is about, if any.</summary>
internal sealed record TermNode(GlossaryTerm Term, TableNode? Table);

/// <summary>Where a question says a term.</summary>
/// <param name="Start">The first token.</param>
/// <param name="End">After the last token.</param>
/// <param name="Node">The term.</param>
/// <param name="IsWhole">Whether its words stand together.</param>
internal sealed record TermMatch(int Start, int End, TermNode Node, bool IsWhole);

/// <summary>The terms of a glossary by their words. Immutable and thread-safe.</summary>
internal sealed class TermIndex
{
    private const int MostTerms = 5000;
    private const int MostNames = 50;
    private const int LongestTerm = 12;

    // "active German customers" says "active customers".
    private const int MostBetween = 2;

    private readonly Dictionary<string, List<(string[] Words, TermNode Node)>> _byFirst = new(StringComparer.Ordinal);

    public TermIndex(DatabaseSchema schema, Func<string?, string, TableNode?> find)
    {
        // The schema may be one caller's: a term that reads what is not in it is not there either.
        foreach (var term in schema.Glossary.Take(MostTerms).Where(t => ReadableSql.IsReadable(t, schema)))
        {
            var node = new TermNode(term, term.Table is null ? null : find(term.Schema, term.Table));
            foreach (var name in term.Synonyms.Take(MostNames).Prepend(term.Term))
            {
                Add(Tokenizer.Key(name).Split(' ', StringSplitOptions.RemoveEmptyEntries), node);
            }
        }
    }

    /// <summary>The terms that the tokens say, in the order of the question; of two at one place the longer first.</summary>
    public IReadOnlyList<TermMatch> Find(IReadOnlyList<Token> tokens)
    {
        if (_byFirst.Count == 0)
        {
            return [];
        }

        var found = new List<TermMatch>();
        for (var start = 0; start < tokens.Count; start++)
        {
            foreach (var (words, node) in _byFirst.GetValueOrDefault(tokens[start].Lemma) ?? [])
            {
                if (End(tokens, start, words) is var (end, whole) && !found.Exists(f => f.Node == node && f.Start < end && start < f.End))
                {
                    found.Add(new TermMatch(start, end, node, whole));
                }
            }
        }

        return found;
    }

    private void Add(string[] words, TermNode node)
    {
        if (words.Length is 0 or > LongestTerm)
        {
            return;
        }

        if (!_byFirst.TryGetValue(words[0], out var list))
        {
            _byFirst[words[0]] = list = [];
        }

        var at = list.FindIndex(other => other.Words.Length < words.Length);
        list.Insert(at < 0 ? list.Count : at, (words, node));
    }

    private static (int End, bool Whole)? End(IReadOnlyList<Token> tokens, int start, string[] words)
    {
        var at = start + 1;
        var whole = true;
        for (var word = 1; word < words.Length; word++)
        {
            var next = at;
            while (next < tokens.Count && next - at <= MostBetween && tokens[next].Kind != TokenKind.Mark && tokens[next].Lemma != words[word])
            {
                next++;
            }

            if (next >= tokens.Count || tokens[next].Lemma != words[word] || (next > at && tokens[next].Kind == TokenKind.Ideograph))
            {
                return null;
            }

            whole &= next == at;
            at = next + 1;
        }

        return (at, whole);
    }
}
