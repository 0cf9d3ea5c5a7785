using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Telemetry;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Telemetry;

/// <summary>What the way of a question tells: spans <c>ask</c>, one for each stage, and <c>guard</c>, of the source <c>Memori.Text2Sql</c>, and the meter of the same name.</summary>
internal static class QuestionTelemetry
{
    private static readonly ActivitySource Source = new("Memori.Text2Sql");

    private static readonly Meter Meter = new("Memori.Text2Sql");

    private static readonly Histogram<double> Questions = Meter.CreateHistogram(
        "memori.question.duration", "s", "Time of questions, by memori.question.outcome and memori.generator", advice: Buckets.Seconds);

    private static readonly Histogram<double> Stages = Meter.CreateHistogram(
        "memori.question.stage.duration", "s", "Time of the stages of questions, by memori.question.stage", advice: Buckets.Seconds);

    private static readonly Counter<long> Checks = Meter.CreateCounter<long>(
        "memori.guard.checks", "{query}", "Queries that the guard checked, by memori.guard.outcome and, for those it refused, memori.guard.rule");

    /// <summary>Answers a question in its span.</summary>
    public static async Task<Answer> RunAsync(AskRequest request, Func<Task<Answer>> ask)
    {
        using var span = Source.StartActivity("ask");
        span?.SetTag("gen_ai.conversation.id", request.Scope.SessionId).SetTag("memori.datasource.id", request.DataSource.Id);
        span.SetContent("memori.question.text", request.Text);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var answer = await ask().ConfigureAwait(false);
            var outcome = answer.Sql is not null ? "answered" : answer.Clarification is not null ? "clarification" : "unanswered";
            span?.SetTag("memori.question.outcome", outcome).SetTag("memori.generator", answer.Generator).SetTag("memori.confidence", answer.Confidence);
            Took(started, new TagList { { "memori.question.outcome", outcome }, { "memori.generator", answer.Generator ?? "none" } });
            return answer;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            Took(started, new TagList { { "memori.question.outcome", "failed" }, { "memori.generator", "none" }, { Spans.ErrorType, Spans.TypeOf(failure) } });
            throw;
        }
    }

    /// <summary>Begins a stage; its name is one of <see cref="TraceStep.Stage"/>.</summary>
    public static Activity? StartStage(string stage) => Source.StartActivity(stage);

    /// <summary>Takes the time of a stage.</summary>
    public static void EndStage(string stage, TimeSpan time) => Stages.Record(time.TotalSeconds, new KeyValuePair<string, object?>("memori.question.stage", stage));

    /// <summary>Begins a check of the guard.</summary>
    public static Activity? StartGuard() => Source.StartActivity("guard");

    /// <summary>Counts what the guard decided.</summary>
    public static GuardOutcome Decided(Activity? span, GuardOutcome outcome)
    {
        var decided = outcome.Admitted ? "admitted" : "refused";
        var tags = new TagList { { "memori.guard.outcome", decided } };
        if (outcome.Refusal is { } refusal)
        {
            tags.Add("memori.guard.rule", refusal.Rule);
            span?.SetTag("memori.guard.rule", refusal.Rule);
        }

        Checks.Add(1, tags);
        span?.SetTag("memori.guard.outcome", decided);
        return outcome;
    }

    private static void Took(long started, in TagList tags) => Questions.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
}
