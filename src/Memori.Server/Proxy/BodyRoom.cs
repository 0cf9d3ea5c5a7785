using Memori.Server.Proxy.Bodies;
using Memori.Text;

namespace Memori.Server.Proxy;

/// <summary>
/// Bounds the memory that large bodies take together: a body is held, sometimes twice, as long as its answer lasts. Small ones, as nearly all are, always have room. Thread-safe.
/// </summary>
internal sealed class BodyRoom
{
    /// <summary>A body up to this size needs no room of its own.</summary>
    public const long Small = 1L << 20;

    /// <summary>All the others together.</summary>
    public const long Most = 256L << 20;

    private static readonly LocalizedText Busy = new(
        "Too many large requests at once. Try again in a moment.", "当前大型请求过多,请稍后再试。");

    private long _taken;

    /// <summary>Takes room for a body until the result is disposed.</summary>
    /// <param name="length">Its size as announced; null when it is not: then as large as a body may be.</param>
    /// <exception cref="MemoriException"><c>busy</c>.</exception>
    public Place Enter(long? length)
    {
        var wanted = Math.Min(length ?? MessagesBody.MaximumBytes, MessagesBody.MaximumBytes);
        if (wanted <= Small)
        {
            return default;
        }

        if (Interlocked.Add(ref _taken, wanted) > Most)
        {
            Interlocked.Add(ref _taken, -wanted);
            throw new MemoriException(FaultKind.Unavailable, "busy", Busy);
        }

        return new Place(this, wanted);
    }

    /// <summary>The room of a body.</summary>
    public readonly struct Place(BodyRoom room, long taken) : IDisposable
    {
        /// <summary>Gives it back.</summary>
        public void Dispose()
        {
            if (taken > 0)
            {
                Interlocked.Add(ref room._taken, -taken);
            }
        }
    }
}
