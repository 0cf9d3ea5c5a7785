using System.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>The glossary in a line per term. The same schema gives the same text.</summary>
internal static class DefinitionCard
{
    public static string Render(DatabaseSchema schema) =>
        string.Concat(schema.Glossary.OrderBy(term => term.Term, StringComparer.Ordinal).Select(Line));

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
