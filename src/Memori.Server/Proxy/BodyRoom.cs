using Memori.Server.Limits;
using Memori.Text;

namespace Memori.Server.Proxy;

/// <summary>
/// Bounds the memory that large bodies take together: a body is held, sometimes twice, as long as its answer lasts. Small ones, as nearly all are, always have room. Thread-safe.
/// </summary>
internal sealed class BodyRoom
{
    /// <summary>A body up to this size, in bytes, needs no room of its own.</summary>
    public const int Small = 1 << 20;

    /// <summary>All the others together, in bytes.</summary>
    public const long Most = 256L << 20;

    private static readonly LocalizedText Busy = new(
        "Too many large requests at once. Try again in a moment.", "当前大型请求过多,请稍后再试。");

    private long _taken;

    /// <summary>Takes room; what was taken must be given back.</summary>
    /// <exception cref="MemoriException"><c>busy</c>.</exception>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) > Most)
        {
            GiveBack(bytes);
            throw LimitFaults.Busy(Busy);
        }
    }

    /// <summary>Gives room back.</summary>
    public void GiveBack(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
