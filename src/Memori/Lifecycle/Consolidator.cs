using Memori.Ingestion;
using Memori.Storage;
using Memori.Text;

namespace Memori.Lifecycle;

/// <summary>Makes one memory stand for those that say the same; the others are put aside and name it, so that each stays traceable.</summary>
internal static class Consolidator
{
    /// <summary>Metadata of the memory that stands for others: how many.</summary>
    public const string Parts = "consolidated_parts";

    /// <summary>Whether the memory was put aside because another says the same: not one that was replaced, and put aside later.</summary>
    public static bool IsPart(Memory memory) => memory is { Status: MemoryStatus.Archived, SupersededBy: not null } && Succession.ReasonOf(memory) is null;

    /// <summary>Consolidates a group in one unit of work; what was changed or deleted since it was read is left alone.</summary>
    /// <returns>How many became parts of the first.</returns>
    public static async Task<int> ConsolidateAsync(IMemoryStore store, IReadOnlyList<Memory> group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var whole = group[0];
        try
        {
            return await store.TransactAsync(
                async token =>
                {
                    var parts = new List<Memory>();
                    foreach (var part in group.Skip(1))
                    {
                        var aside = await ChangeAsync(
                            store, part, memory => memory with { Status = MemoryStatus.Archived, SupersededBy = whole.Id, SupersededAt = now, UpdatedAt = now }, token).ConfigureAwait(false);
                        parts.AddRange(aside is null ? [] : [aside]);
                    }

                    return parts.Count == 0 || await ChangeAsync(store, whole, memory => With(memory, parts, now), token).ConfigureAwait(false) is not null
                        ? parts.Count
                        : throw new ChangedMeanwhileException();
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ChangedMeanwhileException)
        {
            // Nothing can stand for the others any more: they stay as they are.
            return 0;
        }
    }

    private static Task<Memory?> ChangeAsync(IMemoryStore store, Memory read, Func<Memory, Memory> change, CancellationToken cancellationToken) => store.UpdateAsync(
        read.Owner,
        read.Id,
        memory => memory.Status == read.Status && memory.UpdatedAt == read.UpdatedAt ? (change(memory), ContentKey.Of(memory.Speaker, memory.Content)) : null,
        cancellationToken);

    private static Memory With(Memory whole, List<Memory> parts, DateTimeOffset now)
    {
        var metadata = whole.Metadata?.DeepClone().AsObject() ?? [];
        var before = metadata[Parts] is { } known && int.TryParse(known.ToString(), out var count) ? count : 0;
        metadata[Parts] = before + parts.Count;
        return whole with
        {
            Importance = Math.Max(whole.Importance, parts.Max(part => part.Importance)),
            Layer = (MemoryLayer)Math.Max((int)whole.Layer, parts.Max(part => (int)part.Layer)),
            AccessCount = whole.AccessCount + parts.Sum(part => part.AccessCount),
            Metadata = metadata,
            UpdatedAt = now,
        };
    }

    private sealed class ChangedMeanwhileException : Exception;
}
