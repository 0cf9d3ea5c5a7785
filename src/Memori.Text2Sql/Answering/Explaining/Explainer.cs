using Memori.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Says in a sentence or a few what a query does, from its tree alone: no model, no guess.</summary>
public static class Explainer
{
    /// <summary>Explains <paramref name="query"/> in <paramref name="language"/>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="dialect">Its dialect: parts without a wording of their own are quoted as SQL.</param>
    /// <param name="language">The language of the sentence.</param>
    /// <param name="schema">The schema as the reader may see it, so that names are said by its synonyms and comments; null to leave them as written.</param>
    /// <param name="askedAt">When it was asked, so that periods are said as "the last 30 days" too; null when that is not known.</param>
    public static string Explain(Query query, SqlDialect dialect, Language language, DatabaseSchema? schema = null, DateTimeOffset? askedAt = null)
    {
        var phrases = Phrasebook.For(language);
        return phrases.Sentence(new QueryExplainer(phrases, dialect, QueryNames.Of(query, schema, language, askedAt)).Clauses(query));
    }
}
