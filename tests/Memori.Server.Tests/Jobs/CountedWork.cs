using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Tests.Jobs;

/// <summary>Work that counts its runs, and does in each what the test says.</summary>
internal sealed class CountedWork(string name = "counted", TimeSpan? interval = null, Func<CancellationToken, Task<string?>>? run = null) : IScheduledWork
{
    private readonly SemaphoreSlim _began = new(0);
    private int _runs;

    public int Runs => _runs;

    public string Name => name;

    public LocalizedText Description { get; } = new("Counts.", "计数。");

    public TimeSpan? Interval => interval;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        _began.Release();
        return run is null ? "counted" : await run(cancellationToken);
    }

    /// <summary>Waits until a further run has begun.</summary>
    public async Task BeganAsync() => (await _began.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("no run began");
}
