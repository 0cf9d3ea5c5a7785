using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Telemetry;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql;

/// <summary>The way of a question: Question → Grounding → Candidates → GuardedQuery → Verified → Answer → Learned. Thread-safe.</summary>
public sealed class AskPipeline
{
    private readonly Grounder _grounder;
    private readonly GeneratorLadder _ladder;
    private readonly Answerer _answerer;
    private readonly Learner _learner;
    private readonly TimeProvider _time;

    internal AskPipeline(Grounder grounder, GeneratorLadder ladder, Answerer answerer, Learner learner, TimeProvider time)
    {
        _grounder = grounder;
        _ladder = ladder;
        _answerer = answerer;
        _learner = learner;
        _time = time;
    }

    /// <summary>The text of a question as it is read, before anything else is done for it.</summary>
    /// <exception cref="MemoriException"><c>question-empty</c>, <c>question-too-long</c>, <c>question-unreadable</c>.</exception>
    public static string RequireQuestion(string? text) => QuestionText.Read(text, default).Text;

    /// <summary>Answers a question.</summary>
    /// <exception cref="MemoriException">
    /// The text is no question (<c>question-empty</c>, <c>question-too-long</c>, <c>question-unreadable</c>), the datasource can't be reached,
    /// or no generator answered and one of them failed.
    /// </exception>
    public Task<Answer> AskAsync(AskRequest request, CancellationToken cancellationToken = default) =>
        QuestionTelemetry.RunAsync(request, () => AnswerAsync(request, cancellationToken));

    private async Task<Answer> AnswerAsync(AskRequest request, CancellationToken cancellationToken)
    {
        var question = QuestionText.Read(request.Text, request.AskedAt ?? _time.GetLocalNow());
        var trace = new Trace(_time, request.Language ?? question.Language);
        var steps = new AskSteps(request.Progress, _time);
        var grounded = await trace.StageAsync("ground", () => _grounder.GroundAsync(request, question, steps, cancellationToken), Grounder.Describe).ConfigureAwait(false);
        var found = await _ladder.ClimbAsync(request, grounded, trace, cancellationToken).ConfigureAwait(false);
        var answer = await trace.StageAsync(
            "explain", () => steps.RunAsync(AskStage.Explain, () => Task.FromResult(_answerer.Answer(request, grounded, found)), a => new StepEnd(Describe(a))), Describe).ConfigureAwait(false);
        if (request is { UseMemory: true, Learn: true } && answer.Sql is not null)
        {
            var learned = await trace.StageAsync("learn", () => LearnAsync(request.Scope, grounded, found.Best!, cancellationToken), l => l.Detail).ConfigureAwait(false);
            answer = answer with { LearnedMemoryId = learned.MemoryId };
        }

        return answer with { Trace = trace.Steps };
    }

    private static LocalizedText Describe(Answer answer) => answer.Generator is { } generator ? new(generator, generator) : new("asks back", "需要澄清");

    /// <summary>Remembers what was verified. When the store can't be written, the answer is given all the same, and says so.</summary>
    private async Task<Learned> LearnAsync(Scope scope, GroundedQuestion question, VerifiedQuery verified, CancellationToken cancellationToken)
    {
        try
        {
            return await _learner.LearnAsync(scope, question, verified, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException failure) when (failure.Kind is FaultKind.Full or FaultKind.Unavailable or FaultKind.Backend)
        {
            return new Learned(null, new LocalizedText($"not remembered: {failure.Text.English}", $"未记住:{failure.Text.Chinese}"));
        }
    }
}
