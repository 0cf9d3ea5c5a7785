namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What a cue word announces.</summary>
internal enum CueKind
{
    /// <summary>A word that asks: show, list, 给出.</summary>
    Command,

    /// <summary>A question word; the argument says after what: entity, person, time, place, name.</summary>
    Wh,

    /// <summary>All columns.</summary>
    Star,

    /// <summary>A count; argument many, number, times, distinct, maybe, weak.</summary>
    Count,

    /// <summary>An aggregate; argument avg, sum, max, min, much.</summary>
    Aggregate,

    /// <summary>Distinct values.</summary>
    Distinct,

    /// <summary>The most or the fewest; argument desc or asc.</summary>
    Most,

    /// <summary>The most or least frequent.</summary>
    Common,

    /// <summary>The greatest or least of something; concepts name the measure it implies.</summary>
    Superlative,

    /// <summary>Top or bottom n.</summary>
    Top,

    /// <summary>A comparison; argument the operator; the second argument <c>left</c> when the number comes before, else concepts.</summary>
    Compare,

    /// <summary>A form of to be.</summary>
    Be,

    /// <summary>Between.</summary>
    Between,

    /// <summary>The end of a Chinese between.</summary>
    BetweenEnd,

    /// <summary>From.</summary>
    From,

    /// <summary>To.</summary>
    To,

    /// <summary>A text pattern; argument contains, starts, ends.</summary>
    Like,

    /// <summary>Negation.</summary>
    Not,

    /// <summary>Or.</summary>
    Or,

    /// <summary>Either.</summary>
    Either,

    /// <summary>And.</summary>
    And,

    /// <summary>Both.</summary>
    Both,

    /// <summary>For each; argument a grain of time or empty.</summary>
    Each,

    /// <summary>By.</summary>
    By,

    /// <summary>Ordering; argument asc, desc, alpha, ralpha, end (the column comes before) or empty.</summary>
    Order,

    /// <summary>A direction; argument asc or desc.</summary>
    Direction,

    /// <summary>What follows is a condition.</summary>
    Open,

    /// <summary>A preposition: what follows may be a condition.</summary>
    Soft,

    /// <summary>A share of a total.</summary>
    Share,

    /// <summary>What an analyst makes of the rows; argument running, median or duplicate.</summary>
    Analysis,

    /// <summary>Says nothing by itself.</summary>
    Pass,
}

/// <summary>A cue of the question.</summary>
/// <param name="Kind">What it announces.</param>
/// <param name="Argument">See <see cref="CueKind"/>; empty when there is none.</param>
/// <param name="Extra">Concepts or a placement, see cues.tsv; empty when there is none.</param>
internal sealed record Cue(CueKind Kind, string Argument, string Extra);

/// <summary>The cue words of both languages, from cues.tsv. Immutable.</summary>
internal sealed class CueLexicon
{
    private readonly Dictionary<string, Cue> _cues = new(StringComparer.Ordinal);

    private CueLexicon()
    {
        foreach (var row in DataFile.Rows("cues.tsv"))
        {
            var tokens = Tokenizer.Tokenize(row[0]);
            var extra = row.Length > 3 ? row[3] : "";
            _cues[Key(tokens, 0, tokens.Count)] = new Cue(Enum.Parse<CueKind>(row[1], ignoreCase: true), row.Length > 2 ? row[2] : "", extra);
            Longest = Math.Max(Longest, tokens.Count);
        }
    }

    public static CueLexicon Default { get; } = new();

    /// <summary>The most tokens of a cue.</summary>
    public int Longest { get; }

    public Cue? Find(IReadOnlyList<Token> tokens, int start, int length) => _cues.GetValueOrDefault(Key(tokens, start, length));

    private static string Key(IReadOnlyList<Token> tokens, int start, int length)
    {
        if (length == 1)
        {
            return tokens[start].Lower;
        }

        var parts = new string[length];
        for (var i = 0; i < length; i++)
        {
            parts[i] = tokens[start + i].Lower;
        }

        return string.Join(' ', parts);
    }
}
