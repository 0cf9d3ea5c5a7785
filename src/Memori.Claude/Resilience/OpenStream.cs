using Microsoft.Extensions.AI;

namespace Memori.Claude.Resilience;

/// <summary>A stream whose first update is there. The time of an attempt bounds only its opening; the caller's token goes on to its end.</summary>
internal sealed class OpenStream : IAsyncDisposable
{
    private readonly CancellationTokenSource _lifetime;
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates;

    private OpenStream(CancellationTokenSource lifetime, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        _lifetime = lifetime;
        _updates = updates;
    }

    public ChatResponseUpdate Current => _updates.Current;

    public static async Task<OpenStream> OpenAsync(
        Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> open, CancellationToken attempt, CancellationToken callers)
    {
        // The attempt's token belongs to the pipeline, which reuses it afterwards: it must not be held beyond the opening.
        var lifetime = CancellationTokenSource.CreateLinkedTokenSource(callers);
        var stream = new OpenStream(lifetime, open(lifetime.Token).GetAsyncEnumerator(lifetime.Token));
        try
        {
            using var registration = attempt.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), lifetime);
            return await stream.MoveNextAsync().ConfigureAwait(false) ? stream : throw ClaudeFaults.StreamCut(cause: null);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask<bool> MoveNextAsync() => _updates.MoveNextAsync();

    public async ValueTask DisposeAsync()
    {
        await _updates.DisposeAsync().ConfigureAwait(false);
        _lifetime.Dispose();
    }
}
