using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Memori.Telemetry;

/// <summary>
/// What the engine tells of its work: spans of the source <c>Memori</c> and the meter <c>Memori.Memory</c>, with the GenAI names of operations on memories.
/// When nobody listens, nothing is made.
/// </summary>
internal static class MemoryTelemetry
{
    private const string OperationName = "gen_ai.operation.name";

    private static readonly ActivitySource Source = new("Memori");

    private static readonly Meter Meter = new("Memori.Memory");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "memori.memory.operation.duration", "s", "Time of operations on memories, by gen_ai.operation.name", advice: Buckets.Seconds);

    private static readonly Counter<long> Found = Meter.CreateCounter<long>("memori.memory.recalled", "{memory}", "Memories that recall gave");

    private static readonly Counter<long> Written = Meter.CreateCounter<long>(
        "memori.memory.written", "{memory}", "Memories kept, by memori.memory.kind and memori.memory.mode");

    private static readonly string[] Kinds = Array.ConvertAll(Enum.GetNames<MemoryKind>(), name => name.ToLowerInvariant());

    /// <summary>Whether anybody wants to know.</summary>
    public static bool IsOn => Duration.Enabled || Source.HasListeners();

    /// <summary>Runs an operation in its span, and takes its time. To be called only when <see cref="IsOn"/>: what it takes along is made for it.</summary>
    /// <param name="operation">The GenAI name.</param>
    /// <param name="scope">Who asks: the session becomes the conversation's id; never a label.</param>
    /// <param name="run">The operation.</param>
    /// <param name="describe">Adds what came of it.</param>
    public static async Task<T> RunAsync<T>(string operation, Scope scope, Func<Task<T>> run, Action<Activity?, T>? describe = null)
    {
        using var span = Source.StartActivity(operation);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(OperationName, operation);
            span.SetTag("gen_ai.conversation.id", scope.SessionId);
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await run().ConfigureAwait(false);
            Took(operation, started, null);
            describe?.Invoke(span, result);
            return result;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            Took(operation, started, Spans.TypeOf(failure));
            throw;
        }
    }

    /// <summary>Counts what a recall gave.</summary>
    public static void Recalled(Activity? span, int count)
    {
        Found.Add(count);
        span?.SetTag("memori.memory.count", count);
    }

    /// <summary>Counts a memory that is kept.</summary>
    public static void Wrote(Memory memory)
    {
        if (Written.Enabled)
        {
            Written.Add(
                1,
                new KeyValuePair<string, object?>("memori.memory.kind", Kinds[(int)memory.Kind]),
                new KeyValuePair<string, object?>("memori.memory.mode", memory.Mode == MemoryMode.Auto ? "auto" : "conscious"));
        }
    }

    private static void Took(string operation, long started, string? error)
    {
        var tags = new TagList { { OperationName, operation } };
        if (error is not null)
        {
            tags.Add(Spans.ErrorType, error);
        }

        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }
}
