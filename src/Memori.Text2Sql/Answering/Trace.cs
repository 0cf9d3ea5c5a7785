using System.Diagnostics;
using Memori.Telemetry;
using Memori.Text;
using Memori.Text2Sql.Telemetry;

namespace Memori.Text2Sql.Answering;

/// <summary>Collects the stages of one question with their times, in words of the person's language. Not thread-safe.</summary>
internal sealed class Trace(TimeProvider time, Language language = Language.English)
{
    private readonly List<TraceStep> _steps = [];

    public IReadOnlyList<TraceStep> Steps => _steps;

    /// <summary>Runs a stage and notes how long it took and, from its result, what came of it.</summary>
    public async Task<T> StageAsync<T>(string stage, Func<Task<T>> run, Func<T, LocalizedText> detail)
    {
        using var span = QuestionTelemetry.StartStage(stage);
        var started = time.GetTimestamp();
        try
        {
            var result = await run().ConfigureAwait(false);
            Add(stage, started, detail(result));
            return result;
        }
        catch (Exception e) when (Failed(stage, started, e, span))
        {
            throw;
        }
    }

    /// <summary>Notes something that took no time of its own.</summary>
    public void Note(string stage, LocalizedText detail) => Add(stage, time.GetTimestamp(), detail);

    private bool Failed(string stage, long started, Exception e, Activity? span)
    {
        span.Fail(e);
        var code = e is MemoriException known ? known.Code : "";
        Add(stage, started, code.Length == 0 ? new LocalizedText("failed", "失败") : new LocalizedText($"failed: {code}", $"失败:{code}"));
        return false;
    }

    private void Add(string stage, long started, LocalizedText detail)
    {
        var took = time.GetElapsedTime(started);
        QuestionTelemetry.EndStage(stage, took);
        _steps.Add(new TraceStep(stage, Math.Round(took.TotalMilliseconds, 2), detail.In(language)));
    }
}
