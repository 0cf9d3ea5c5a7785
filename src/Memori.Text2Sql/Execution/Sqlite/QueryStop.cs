using System.Diagnostics;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>When a running query must stop: its time is up, or nobody waits for it any more. Thread-safe.</summary>
internal sealed class QueryStop(TimeSpan timeout, CancellationToken cancellationToken)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>How long the query may take.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>How much of it is left; not below zero.</summary>
    public TimeSpan Left => timeout - Stopwatch.GetElapsedTime(_start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Whether to stop now.</summary>
    public bool IsRequested => cancellationToken.IsCancellationRequested || Stopwatch.GetElapsedTime(_start) >= timeout;

    /// <summary>What a stop means.</summary>
    public Exception Explain(Exception cause) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException("The query was cancelled.", cause, cancellationToken)
        : QueryFailedException.TimedOut(timeout, cause);
}
