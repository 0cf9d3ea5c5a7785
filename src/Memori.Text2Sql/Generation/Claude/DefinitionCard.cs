using System.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>The glossary in a line per term. The same schema gives the same text.</summary>
internal static class DefinitionCard
{
    // All of a glossary as long as it is a page or some: it is cached with the schema. Of a longer one, what the question says.
    private const int MostCharacters = 20_000;

    public static string Render(GroundedQuestion question)
    {
        var whole = new StringBuilder();
        foreach (var term in question.Schema.Glossary.OrderBy(term => term.Term, StringComparer.Ordinal))
        {
            if (whole.Append(Line(term)).Length > MostCharacters)
            {
                return string.Concat(question.Terms.Select(link => Line(link.Term)));
            }
        }

        return whole.ToString();
    }

    private static string Line(GlossaryTerm term)
    {
        var line = new StringBuilder(term.Kind == GlossaryKind.Metric ? "metric " : "term ").Append(UntrustedText.Quote(term.Term, 200));
        if (term.Synonyms.Count > 0)
        {
            line.Append(" also ").AppendJoin(", ", term.Synonyms.Select(name => UntrustedText.Quote(name, 200)));
        }

        if (term.Table is { } table)
        {
            line.Append(" of ").Append(UntrustedText.FullName(term.Schema, table));
        }

        if (term.Sql is { } sql)
        {
            line.Append(" = ").Append(UntrustedText.Quote(sql, 4_000));
        }

        foreach (var words in new[] { term.Definition, term.DefinitionChinese }.Where(words => !string.IsNullOrWhiteSpace(words)))
        {
            line.Append(" -- ").Append(UntrustedText.Quote(words!, 1_000));
        }

        return line.Append('\n').ToString();
    }
}
