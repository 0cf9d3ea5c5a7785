using Memori.Text;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Says in a sentence what a query does, from its tree alone: no model, no guess.</summary>
public static class Explainer
{
    /// <summary>Explains <paramref name="query"/> in <paramref name="language"/>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="dialect">Its dialect: parts without a wording of their own are quoted as SQL.</param>
    /// <param name="language">The language of the sentence.</param>
    public static string Explain(Query query, SqlDialect dialect, Language language)
    {
        var phrases = Phrasebook.For(language);
        return phrases.Sentence(new QueryExplainer(phrases, dialect).Clauses(query));
    }
}
