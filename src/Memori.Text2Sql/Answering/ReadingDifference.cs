using Memori.Text;
using Memori.Text2Sql.Answering.Explaining;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Answering;

/// <summary>What readings of a question differ in, in words made from their trees.</summary>
internal static class ReadingDifference
{
    private const int MostCharacters = 160;

    /// <summary>For each query the clauses that the others don't share, as one phrase; empty where there are none or they are too long to be read.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<VerifiedQuery> queries, GroundedQuestion question, Language language)
    {
        var clauses = queries.Select(query => Clauses(query, question, language)).ToList();
        var shared = clauses.Aggregate((one, other) => [.. one.Intersect(other, StringComparer.Ordinal)]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. clauses.Select(own => string.Join(language == Language.Chinese ? "," : ", ", own.Where(clause => !shared.Contains(clause))))
                .Select(phrase => phrase.Length <= MostCharacters ? phrase : ""),
        ];
    }

    private static List<string> Clauses(VerifiedQuery query, GroundedQuestion question, Language language)
    {
        var dialect = query.Guarded.Dialect;
        var tree = SqlParser.Parse(query.Candidate.Sql, dialect);
        return new QueryExplainer(Phrasebook.For(language), dialect, QueryNames.Of(tree, question.Schema, language, question.Question.AskedAt)).Clauses(tree);
    }
}
