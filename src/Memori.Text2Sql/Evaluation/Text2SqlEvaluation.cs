using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Evaluation;

/// <summary>Asks every question of a set through the pipeline and scores the answers by their rows. Thread-safe.</summary>
public sealed class Text2SqlEvaluation(AskPipeline pipeline, TimeProvider time)
{
    /// <summary>Runs the set.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="target">What they are asked of.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="progress">Told after each question.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<EvaluationResult> RunAsync(
        IReadOnlyList<EvaluationQuestion> questions,
        EvaluationTarget target,
        EvaluationSettings settings,
        Action? progress = null,
        CancellationToken cancellationToken = default)
    {
        var outcomes = new QuestionOutcome[questions.Count];

        // With memory that learns, a question may learn from those before it: then the order is the file's.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings is { UseMemory: true, Learn: true } ? 1 : settings.Jobs, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, questions.Count, parallel, async (i, token) =>
        {
            outcomes[i] = await AskAsync(i, questions[i], target, settings, token).ConfigureAwait(false);
            progress?.Invoke();
        }).ConfigureAwait(false);
        return new EvaluationResult(
            [.. outcomes.Select(o => o.Prediction)], ReportWriter.Write(questions, outcomes), [.. outcomes.Select((outcome, i) => RunQuestion.Of(questions[i], outcome))]);
    }

    private async Task<QuestionOutcome> AskAsync(
        int index, EvaluationQuestion question, EvaluationTarget target, EvaluationSettings settings, CancellationToken cancellationToken)
    {
        var source = await target.SourceAsync(question, cancellationToken).ConfigureAwait(false);
        var (answer, elapsed) = await AnswerAsync(question, source, settings, cancellationToken).ConfigureAwait(false);
        var prediction = new Prediction(index, answer?.Sql, answer?.Sql is null ? null : answer.Confidence);
        var golds = new List<(string Sql, QueryResult Result)>();
        foreach (var sql in question.Accepted)
        {
            if (await target.GoldAsync(question, sql, cancellationToken).ConfigureAwait(false) is { } result)
            {
                golds.Add((sql, result));
            }
        }

        var got = answer?.Sql is null ? null : await target.AnswerAsync(question, answer, cancellationToken).ConfigureAwait(false);
        var (judged, nonEmpty, right) = AnswerJudge.Judge(golds, got);
        return new QuestionOutcome(prediction, elapsed, judged, nonEmpty, right)
        {
            Generator = answer?.Generator,
            Digest = got is null ? null : ResultComparer.Digest(got),
        };
    }

    private async Task<(Answer? Answer, double ElapsedMs)> AnswerAsync(
        EvaluationQuestion question, DataSource source, EvaluationSettings settings, CancellationToken cancellationToken)
    {
        var request = new AskRequest
        {
            Scope = settings.Scope,
            Caller = settings.Caller,
            DataSource = source,
            Text = question.Question,
            IncludeExplanation = false,
            UseMemory = settings.UseMemory,
            Learn = settings.Learn,
            Without = settings.Without(question),
            Generators = settings.Generators,
            AskedAt = question.AskedAt,
        };
        var started = time.GetTimestamp();
        Answer? answer = null;
        try
        {
            answer = await pipeline.AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException e) when (e.Kind is not FaultKind.Budget)
        {
            // A question that fails is an abstention; the set goes on.
        }

        return (answer, time.GetElapsedTime(started).TotalMilliseconds);
    }
}

/// <summary>How an evaluation runs.</summary>
public sealed record EvaluationSettings
{
    /// <summary>On whose behalf the questions are asked. Default: a user of no memories.</summary>
    public Scope Scope { get; init; } = Scope.Create("evaluation");

    /// <summary>Who asks, for the datasource's rules. Default: the scope's user with no roles.</summary>
    public Caller Caller
    {
        get => field ?? Caller.Of(Scope);
        init;
    }

    /// <summary>The rungs, or null for the whole ladder.</summary>
    public IReadOnlySet<string>? Generators { get; init; }

    /// <summary>Questions asked at once. Default 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether what is remembered is used. Default false.</summary>
    public bool UseMemory { get; init; }

    /// <summary>Whether, with memory, an answer is remembered for the questions after it. Default true.</summary>
    public bool Learn { get; init; } = true;

    /// <summary>The memories that a question must not use: those that hold the question itself. Default: none.</summary>
    public Func<EvaluationQuestion, IReadOnlySet<string>> Without { get; init; } = static _ => new HashSet<string>();
}

/// <summary>What an evaluation found.</summary>
/// <param name="Predictions">The answers in the order of the questions.</param>
/// <param name="Report">The scores.</param>
/// <param name="Questions">Each question with what became of it, in order.</param>
public sealed record EvaluationResult(IReadOnlyList<Prediction> Predictions, Text2SqlReport Report, IReadOnlyList<RunQuestion> Questions);

/// <summary>What became of one question.</summary>
internal sealed record QuestionOutcome(Prediction Prediction, double ElapsedMs, bool Judged, bool NonEmpty, bool Right)
{
    public string? Generator { get; init; }

    public string? Digest { get; init; }
}
