using Memori.Text2Sql.Answering.Explaining;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Answering;

/// <summary>Puts together what a person gets: rows with explanation and chart, or a question back.</summary>
internal sealed class Answerer(AskOptions options)
{
    // A reading is close when it is at least this share as likely as the best.
    private const double CloseFrom = 0.8;

    /// <exception cref="MemoriException">Nothing was found and a generator had failed: its failure.</exception>
    public Answer Answer(AskRequest request, GroundedQuestion question, LadderResult found)
    {
        var answer = new Answer
        {
            Question = question.Question.Text,
            DatasourceId = request.DataSource.Id,
            SessionId = request.Scope.SessionId,
            Usage = found.Usage,
        };

        if (found.Best is { } best && !AsksBack(found, best))
        {
            return Answered(answer, request, question, best) with { Reasons = ConfidenceReasons.Of(found, best, request.Language ?? question.Question.Language) };
        }

        if (found is { Best: null, Clarification: null, CalledWrong: { } verdict })
        {
            return answer with { Clarification = ClarificationWriter.CalledWrong(question, found.Asked, request.Language ?? question.Question.Language), LearnedMemoryId = verdict };
        }

        if (found.Clarification is null && found.Best is null && found.Failure is { } failure)
        {
            throw failure;
        }

        return answer with { Clarification = AskedBack(request, question, found) };
    }

    // A generator that asks back has seen what is doubtful; without one, the confidence says it.
    private bool AsksBack(LadderResult found, VerifiedQuery best) =>
        best.Confidence < options.ClarifyBelow
        || (best.Confidence < options.ClarifyCloseBelow && Readings(found).Skip(1).Any(other => other.Confidence >= CloseFrom * best.Confidence && !Verifier.IsEmpty(other.Result)))
        || (best.Confidence < options.AcceptConfidence && (found.Split || found.Clarification is not null));

    /// <summary>The answers with different results, the likeliest first, and the rivals that their generators saw.</summary>
    private static IEnumerable<VerifiedQuery> Readings(LadderResult found) =>
        found.Standings.Select(standing => standing.Query with { Confidence = standing.Confidence }).Concat(found.Standings.SelectMany(standing => standing.Query.Rivals));

    private static Clarification AskedBack(AskRequest request, GroundedQuestion question, LadderResult found)
    {
        if (found.Clarification is { Options.Count: > 0 } asked)
        {
            return asked;
        }

        var written = ClarificationWriter.Write(question, [.. Readings(found)], request.Language ?? question.Question.Language);
        return found.Clarification is { } open ? open with { Options = written.Options } : written;
    }

    private static Answer Answered(Answer answer, AskRequest request, GroundedQuestion question, VerifiedQuery best) => answer with
    {
        Sql = best.Candidate.Sql,
        Result = best.Result,
        Confidence = Math.Round(best.Confidence, 4),
        Generator = best.Generator,
        Model = best.Model,
        Explanation = request.IncludeExplanation
            ? Explainer.Explain(
                SqlParser.Parse(best.Candidate.Sql, best.Guarded.Dialect), best.Guarded.Dialect, request.Language ?? question.Question.Language, question.Schema, question.Question.AskedAt)
            : null,
        Tables = [.. best.Guarded.Asked!.Tables.Select(TableNames.Of).Distinct(StringComparer.Ordinal)],
        Chart = ChartSuggestion.For(best.Result),
        Memories = Used(question, best),
    };

    private static List<UsedMemory> Used(GroundedQuestion question, VerifiedQuery best) =>
    [
        .. question.FixedExamples.Concat(question.Examples).DistinctBy(e => e.MemoryId).Where(e => best.Candidate.MemoryIds.Contains(e.MemoryId, StringComparer.Ordinal))
            .Select(e => new UsedMemory(e.MemoryId, "query", e.Question, Math.Round(e.Score, 4))),
        .. question.Preferences.Where(p => best.Candidate.MemoryIds.Contains(p.Id, StringComparer.Ordinal))
            .Select(p => new UsedMemory(p.Id, p.Kind.ToString().ToLowerInvariant(), p.Content, 1)),
    ];
}
