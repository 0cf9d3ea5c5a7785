using Memori.Text2Sql.Execution;
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
    /// <summary>Runs the golds and the answer on a SQLite file that is trusted.</summary>
    public static Judgement Judge(EvaluationQuestion question, string database, string? sql, CancellationToken cancellationToken)
    {
        var golds = new List<(string Sql, QueryResult Result)>();
        foreach (var gold in question.Accepted)
        {
            if (GoldRunner.Run(database, gold, cancellationToken) is { } result)
            {
                golds.Add((gold, result));
            }
        }

        return Judge(golds, sql is null || golds.Count == 0 ? null : GoldRunner.Run(database, sql, cancellationToken));
    }

    /// <summary>Compares what the golds that ran gave with what the answer gave.</summary>
    public static Judgement Judge(IReadOnlyList<(string Sql, QueryResult Result)> golds, QueryResult? got) => new(
        golds.Count > 0,
        golds is [var first, ..] && first.Result.Rows.Count > 0,
        got is not null && golds.Any(gold => ResultComparer.Same(gold.Result, got, gold.Sql.Contains("order by", StringComparison.OrdinalIgnoreCase))));
}
