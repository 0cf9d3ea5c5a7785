using Memori.Text;

namespace Memori.Server.Memories;

/// <summary>The failures of the memory commands and routes.</summary>
public static class MemoryFaults
{
    /// <summary>No memory with that id is seen: the same words whether there is none or it is someone else's.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "memory-not-found", new LocalizedText(
        "There is no memory with this id.", "没有此编号的记忆。"));

    /// <summary>Returns <paramref name="limit"/> and <paramref name="offset"/> when they make a page.</summary>
    /// <exception cref="MemoriException"><c>invalid-limit</c> or <c>invalid-offset</c>.</exception>
    public static (int Limit, int Offset) RequirePage(int limit, int offset)
    {
        if (limit is < 1 or > 1000)
        {
            throw new MemoriException(FaultKind.BadRequest, "invalid-limit", new LocalizedText("limit must be from 1 to 1000.", "limit 必须在 1 到 1000 之间。"));
        }

        return offset >= 0
            ? (limit, offset)
            : throw new MemoriException(FaultKind.BadRequest, "invalid-offset", new LocalizedText("offset must not be negative.", "offset 不能为负数。"));
    }

    /// <summary>Does nothing when a number of a request is within its bounds.</summary>
    /// <exception cref="MemoriException"><c>invalid-…</c> with the field's name.</exception>
    public static void RequireWithin(int value, int least, int most, string field)
    {
        if (value < least || value > most)
        {
            throw new MemoriException(FaultKind.BadRequest, $"invalid-{field}", new LocalizedText($"{field} must be {least} to {most}.", $"{field} 必须是 {least} 到 {most}。"));
        }
    }
}
