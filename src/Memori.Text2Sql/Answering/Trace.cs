namespace Memori.Text2Sql.Answering;

/// <summary>Collects the stages of one question with their times. Not thread-safe.</summary>
internal sealed class Trace(TimeProvider time)
{
    private readonly List<TraceStep> _steps = [];

    public IReadOnlyList<TraceStep> Steps => _steps;

    /// <summary>Runs a stage and notes how long it took and, from its result, what came of it.</summary>
    public async Task<T> StageAsync<T>(string stage, Func<Task<T>> run, Func<T, string> detail)
    {
        var started = time.GetTimestamp();
        try
        {
            var result = await run().ConfigureAwait(false);
            Add(stage, started, detail(result));
            return result;
        }
        catch (Exception e) when (Note(stage, started, e))
        {
            throw;
        }
    }

    private bool Note(string stage, long started, Exception e)
    {
        Add(stage, started, e is MemoriException known ? $"failed: {known.Code}" : "failed");
        return false;
    }

    private void Add(string stage, long started, string detail) =>
        _steps.Add(new TraceStep(stage, Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 2), detail));
}
