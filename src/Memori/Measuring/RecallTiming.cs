namespace Memori.Measuring;

/// <summary>A search for memories that is timed until it is disposed. Does nothing where nobody measures.</summary>
public readonly struct RecallTiming : IDisposable
{
    private readonly RequestMeasure? _measure;

    internal RecallTiming(RequestMeasure? measure)
    {
        _measure = measure;
        measure?.EnterRecall();
    }

    /// <summary>Says how many were found.</summary>
    public void Found(int memories) => _measure?.AddRetrieved(memories);

    /// <summary>It ended.</summary>
    public void Dispose() => _measure?.LeaveRecall();
}
