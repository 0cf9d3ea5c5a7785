using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What a question names in a database.</summary>
public sealed class LinkResult
{
    internal LinkResult(Question question, IReadOnlyList<Token> tokens, IReadOnlyList<Mention> mentions, IReadOnlyList<TableScore> ranked, IReadOnlyList<ValueLink> values, IReadOnlyList<TermLink> terms)
    {
        Question = question;
        Tokens = tokens;
        Mentions = mentions;
        Ranked = ranked;
        Tables = [.. ranked.Select(t => t.Table.Schema)];
        Values = values;
        Terms = terms;
    }

    /// <summary>The tables that the question names, by themselves, their columns or their values; the best first; not the tables in between.</summary>
    public IReadOnlyList<TableSchema> Tables { get; }

    /// <summary>The values that the question names, in the order of the question; a phrase may be linked to several columns.</summary>
    public IReadOnlyList<ValueLink> Values { get; }

    /// <summary>The terms of the glossary that the question says, in its order.</summary>
    public IReadOnlyList<TermLink> Terms { get; }

    internal Question Question { get; }

    internal IReadOnlyList<TableScore> Ranked { get; }

    internal IReadOnlyList<Token> Tokens { get; }

    internal IReadOnlyList<Mention> Mentions { get; }

    /// <summary>The same for a part of the question.</summary>
    internal LinkResult Part(int from, int to) => new(Question, Tokens, [.. Mentions.Skip(from).Take(to - from)], Ranked, Values, Terms);
}
