
namespace Memori.Text2Sql.Grounding.Linking;

internal sealed partial class TableSearch
{
    private const double CommentWeight = 0.6;
    private const double ColumnWeight = 0.5;
    private const double PrefixWeight = 0.25;
    private const double StructureWeight = 0.3;
    private const double TranslatedWeight = 0.8;
    private const int LongestText = 1000;
    private const int PrefixTables = 4;
    private const int LongestPrefix = 4;

    // What every system calls some of its tables: says little about what is in them.
    private static readonly HashSet<string> Structure = ["header", "line", "master", "item", "detail", "list", "data", "info", "main", "entry"];

    private readonly Dictionary<string, List<Posting>> _postings = new(StringComparer.Ordinal);
    private readonly Form[][] _forms;
    private readonly int _originals;

    public TableSearch(IReadOnlyList<TableNode> tables, Lexicon lexicon, ValueIndex values, TableCopies copies)
    {
        (_tables, _lexicon, _values, _copies) = (tables, lexicon, values, copies);
        _originals = Math.Max(1, tables.Count(t => !copies.IsCopy(t.Index)));
        var prefixes = Prefixes();
        var names = tables.Select(t => NamesOf(t).ToList()).ToList();
        var fields = tables.Select(FieldsOf).ToList();
        var inNames = Frequencies(names.Select(forms => forms.SelectMany(f => f.Terms)));
        var anywhere = Frequencies(names.Zip(fields, (forms, other) => forms.SelectMany(f => f.Terms).Concat(other.Keys)));
        _forms = new Form[tables.Count][];
        for (var i = 0; i < tables.Count; i++)
        {
            var isPrefixed = prefixes.Contains(Prefix(tables[i].Name));
            _forms[i] = [.. names[i].Select((form, at) => FormOf(form, at == 0 && isPrefixed, inNames))];
            var best = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var (term, stem, weight) in _forms[i].SelectMany(f => f.Terms))
            {
                Raise(best, term, weight);
                Raise(best, stem, weight);
            }

            foreach (var (term, weight) in fields[i])
            {
                var rare = weight * Rarity(anywhere.GetValueOrDefault(term, 1)) * _lexicon.WeightOf(term);
                Raise(best, term, rare);
                Raise(best, StemOf(term), rare);
            }

            foreach (var (term, weight) in best)
            {
                Post(term, new Posting(i, (float)weight));
            }
        }
    }

    private static void Raise(Dictionary<string, double> best, string? term, double weight)
    {
        if (term is not null)
        {
            best[term] = Math.Max(best.GetValueOrDefault(term), weight);
        }
    }

    private void Post(string term, Posting posting)
    {
        if (!_postings.TryGetValue(term, out var list))
        {
            _postings[term] = list = [];
        }

        list.Add(posting);
    }

    // The table's own name first, then what else it is called.
    private static IEnumerable<(IReadOnlyList<string> Terms, double Factor)> NamesOf(TableNode table)
    {
        yield return (Tokenizer.Terms(table.Words), 1);
        foreach (var name in table.Schema.Synonyms.Concat(CommentReader.Read(table.Schema.Comment).Names))
        {
            if (TermsOf(name.Length > LongestText ? name[..LongestText] : name) is { Count: > 0 } terms)
            {
                yield return (terms, 0.97);
            }
        }
    }

    private Dictionary<string, double> FieldsOf(TableNode table)
    {
        var fields = new Dictionary<string, double>(StringComparer.Ordinal);
        AddText(fields, table.Schema.Comment, CommentWeight);
        table.Schema.Synonyms.ToList().ForEach(name => AddText(fields, name, CommentWeight));
        foreach (var column in table.Columns)
        {
            Tokenizer.Terms(column.Words).ForEach(term => Raise(fields, term, ColumnWeight));
            AddText(fields, column.Schema.Comment, ColumnWeight);
            foreach (var name in column.Schema.Synonyms)
            {
                AddText(fields, name, ColumnWeight);
            }
        }

        return fields;
    }

    // What is written in Chinese is found by English words too.
    private void AddText(Dictionary<string, double> fields, string? text, double weight)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        var tokens = Tokenizer.Tokenize(text.Length > LongestText ? text[..LongestText] : text);
        foreach (var term in Tokenizer.Terms([.. tokens.Where(IsContent).Select(t => t.Lemma)]))
        {
            Raise(fields, term, weight);
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            foreach (var meaning in tokens[i].Kind == TokenKind.Ideograph ? _lexicon.At(tokens, i).Where(m => m.Length > 1) : [])
            {
                foreach (var word in meaning.Words)
                {
                    Raise(fields, word, weight * meaning.Weight * TranslatedWeight);
                }
            }
        }
    }

    private static bool IsContent(Token token) => token.Kind is TokenKind.Word or TokenKind.Ideograph or TokenKind.Number;

    private Dictionary<string, int> Frequencies(IEnumerable<IEnumerable<string>> tables)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, terms) in tables.Index())
        {
            if (!_copies.IsCopy(index))
            {
                foreach (var term in terms.Distinct(StringComparer.Ordinal))
                {
                    counts[term] = counts.GetValueOrDefault(term) + 1;
                }
            }
        }

        return counts;
    }

    private Form FormOf((IReadOnlyList<string> Terms, double Factor) name, bool isPrefixed, Dictionary<string, int> counts)
    {
        var terms = name.Terms.Select((term, at) => (term, StemOf(term),
            Rarity(counts.GetValueOrDefault(term, 1)) * Math.Max(0.2, _lexicon.WeightOf(term))
            * (isPrefixed && at == 0 && name.Terms.Count > 1 ? PrefixWeight : Structure.Contains(term) ? StructureWeight : 1))).ToArray();
        return new Form(terms, Math.Max(1e-6, terms.Sum(t => t.Item3)), name.Factor);
    }

    // "crm_", "hr_": a module that many tables belong to, no word that anyone says.
    private HashSet<string> Prefixes() =>
    [
        .. _tables.Where(t => !_copies.IsCopy(t.Index)).Select(t => Prefix(t.Name)).GroupBy(p => p, StringComparer.Ordinal)
            .Where(g => g.Key.Length is > 0 and <= LongestPrefix && g.Count() >= PrefixTables && _lexicon.Expand(g.Key) is null)
            .Select(g => g.Key),
    ];

    private static string Prefix(string name) => name.IndexOf('_', StringComparison.Ordinal) is > 0 and var at ? name[..at].ToLowerInvariant() : "";

    private static List<string> TermsOf(string text) => Tokenizer.Terms([.. Tokenizer.Tokenize(text).Where(IsContent).Select(t => t.Lemma)]);

    private static string? StemOf(string term) => term.Length > 3 && char.IsAsciiLetter(term[0]) ? "~" + Words.Stem(term) : null;

    private readonly record struct Posting(int Table, float Weight);

    private sealed record Form((string Term, string? Stem, double Weight)[] Terms, double Total, double Factor);
}
