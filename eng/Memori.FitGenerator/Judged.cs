using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Generation.Embedded.Roles;

namespace Memori.FitGenerator;

/// <summary>Reads questions and runs all their readings, to see which are right.</summary>
internal static class Judged
{
    /// <summary>The readings of each question; questions whose right answer is empty tell nothing and are left out.</summary>
    public static IEnumerable<RankedQuestion> Readings(IReadOnlyList<SeenQuestion> questions, RoleModel roles)
    {
        foreach (var seen in questions)
        {
            var golds = seen.Question.Accepted.Select(sql => (Sql: sql, Result: GoldRunner.Run(seen.File, sql, CancellationToken.None))).Where(g => g.Result is not null).Select(g => (g.Sql, Result: g.Result!)).ToList();
            if (golds.Count == 0 || golds[0].Result.Rows.Count == 0)
            {
                continue;
            }

            var readings = ReadingRanking.Rank(seen.Links, seen.Index, seen.Chinese, roles, Ranker.Default);
            yield return new RankedQuestion(seen.Set, seen.Question.DatabaseId!, seen.Chinese, [.. readings.Select(r => (r.Features, AnswerJudge.Judge(golds, GoldRunner.Run(seen.File, r.Sql, CancellationToken.None)).Right))]);
        }
    }
}
