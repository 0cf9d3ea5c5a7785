using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Evaluation;

/// <summary>What running a question's golds and an answer's SQL says of the answer.</summary>
/// <param name="Judged">Whether a gold ran, so that there is something to compare with.</param>
/// <param name="NonEmpty">Whether the first gold that ran gave rows.</param>
/// <param name="Right">Whether the answer gives the rows of a gold.</param>
internal sealed record Judgement(bool Judged, bool NonEmpty, bool Right);

/// <summary>Judges answers by their rows.</summary>
internal static class AnswerJudge
{
    public static Judgement Judge(EvaluationQuestion question, string database, string? sql, CancellationToken cancellationToken)
    {
        var golds = (question.Gold ?? [question.Query])
            .Select(gold => (Sql: gold, Result: GoldRunner.Run(database, gold, cancellationToken)))
            .Where(gold => gold.Result is not null)
            .ToList();
        var got = sql is null || golds.Count == 0 ? null : GoldRunner.Run(database, sql, cancellationToken);
        return new Judgement(
            golds.Count > 0,
            golds.Count > 0 && golds[0].Result!.Rows.Count > 0,
            got is not null && golds.Exists(gold => ResultComparer.Same(gold.Result!, got, gold.Sql.Contains("order by", StringComparison.OrdinalIgnoreCase))));
    }
}
