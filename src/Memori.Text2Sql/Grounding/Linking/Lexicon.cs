namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What a stretch of a question may mean as words of a name.</summary>
/// <param name="Length">How many tokens it covers.</param>
/// <param name="Words">The words of a name that it stands for.</param>
/// <param name="Weight">How surely, 0–1.</param>
internal sealed record WordMatch(int Length, string[] Words, double Weight);

/// <summary>Everyday knowledge of words, from the data files beside this class: synonyms, Chinese words, abbreviations, weights. Immutable.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, List<WordMatch>> _meanings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _abbreviations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _light = new(StringComparer.Ordinal);
    private readonly HashSet<string> _vocabulary = new(StringComparer.Ordinal);
    private readonly HashSet<string> _passed;
    private int _longest = 1;

    private Lexicon()
    {
        foreach (var row in DataFile.Rows("synonyms.tsv"))
        {
            Add(row[0], row[1], double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (var row in DataFile.Rows("translations.tsv"))
        {
            var weight = 0.97;
            foreach (var meaning in row[1].Split(','))
            {
                Add(row[0], meaning, weight);
                weight = Math.Max(0.85, weight - 0.04);
            }
        }

        foreach (var row in DataFile.Rows("abbreviations.tsv"))
        {
            _abbreviations[row[0]] = row[1].Split(' ');
            _vocabulary.UnionWith(_abbreviations[row[0]]);
        }

        foreach (var row in DataFile.Rows("light.tsv"))
        {
            _light[row[0]] = double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture);
        }

        _passed = [.. DataFile.Rows("stopwords.tsv").Select(r => r[0])];
    }

    /// <summary>The lexicon of the library.</summary>
    public static Lexicon Default { get; } = new();

    /// <summary>Words that may be part of an identifier written without separators.</summary>
    public IReadOnlySet<string> Vocabulary => _vocabulary;

    /// <summary>How much a word of a name counts: 1 unless it is one of the light ones.</summary>
    public double WeightOf(string word) => _light.GetValueOrDefault(word, 1.0);

    /// <summary>Whether it is an everyday word, by its key.</summary>
    public bool Knows(string key) => _meanings.ContainsKey(key);

    /// <summary>The words of an abbreviation, or null.</summary>
    public string[]? Expand(string word) => _abbreviations.GetValueOrDefault(word);

    /// <summary>Whether a token inside a mention may be passed over.</summary>
    public bool MayPass(Token token) => _passed.Contains(token.Lower);

    /// <summary>What the tokens from <paramref name="start"/> may mean, itself included.</summary>
    public IReadOnlyList<WordMatch> At(IReadOnlyList<Token> tokens, int start)
    {
        var first = tokens[start];
        if (first.Kind is TokenKind.Mark or TokenKind.Quoted)
        {
            return [];
        }

        var found = new List<WordMatch> { new(1, [first.Lemma], 1.0) };
        if (first.Kind == TokenKind.Word && first.Lower != first.Lemma)
        {
            found.Add(new(1, [first.Lower], 1.0));
        }

        if (start + 2 < tokens.Count && tokens[start + 1].Text == "-" && first.Kind == TokenKind.Word && tokens[start + 2].Kind == TokenKind.Word)
        {
            // check-ins, e-mail: one word or two.
            found.Add(new(3, [Words.Lemma(first.Lower + tokens[start + 2].Lower)], 1.0));
            found.Add(new(3, [first.Lemma, tokens[start + 2].Lemma], 1.0));
        }

        var key = "";
        for (var length = 1; length <= _longest && start + length <= tokens.Count; length++)
        {
            var token = tokens[start + length - 1];
            if (token.Kind is TokenKind.Mark or TokenKind.Quoted)
            {
                break;
            }

            key = length == 1 ? token.Lemma : key + " " + token.Lemma;
            if (length == 1 && !_meanings.ContainsKey(key) && Verb(token) is { } verb)
            {
                found.Add(new(1, [verb], 0.9));
                found.AddRange(_meanings.GetValueOrDefault(verb) ?? []);
            }

            if (_meanings.TryGetValue(key, out var meanings))
            {
                found.AddRange(first.Kind == TokenKind.Ideograph ? meanings.Where(m => !IsBegun(m, tokens, start, length)) : meanings);
            }
        }

        return found;
    }

    // 省 stands for 省份, but not where 省份 is written out.
    private static bool IsBegun(WordMatch meaning, IReadOnlyList<Token> tokens, int start, int length) =>
        meaning.Words.Length > length && start + meaning.Words.Length <= tokens.Count
        && Enumerable.Range(0, meaning.Words.Length).All(i => tokens[start + i].Text == meaning.Words[i]);

    // The plain form of "borrowed" and "borrowing", where that is a word that is known.
    private string? Verb(Token token)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["ed", "d", "ing"])
        {
            if (token.Lemma.Length > suffix.Length + 2 && token.Lemma.EndsWith(suffix, StringComparison.Ordinal) && token.Lemma[..^suffix.Length] is var plain && _meanings.ContainsKey(plain))
            {
                return plain;
            }
        }

        return null;
    }

    private void Add(string phrase, string meaning, double weight)
    {
        var tokens = Tokenizer.Tokenize(phrase);
        var words = Tokenizer.Tokenize(meaning).Select(t => t.Lemma).ToArray();
        var key = Tokenizer.Key(tokens);
        if (!_meanings.TryGetValue(key, out var list))
        {
            _meanings[key] = list = [];
        }

        list.Add(new WordMatch(tokens.Count, words, weight));
        _longest = Math.Max(_longest, tokens.Count);
        _vocabulary.UnionWith(words);
    }
}
