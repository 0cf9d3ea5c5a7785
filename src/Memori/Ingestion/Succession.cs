using System.Globalization;
using System.Text.Json.Nodes;

namespace Memori.Ingestion;

/// <summary>How one memory takes the place of another, and how that is undone.</summary>
internal static class Succession
{
    /// <summary>Another value in the same slot.</summary>
    public const string AnotherValue = "another-value";

    /// <summary>Somebody said that it was to be replaced.</summary>
    public const string Told = "told";

    private const string Note = "succession";
    private const string Reason = "reason";
    private const string PriorEnd = "valid_to";

    /// <summary>
    /// The old memory as replaced by the successor, at once when the successor holds by <paramref name="now"/>; else it stays in force until then.
    /// </summary>
    public static Memory Retire(Memory old, Memory successor, DateTimeOffset now, string reason)
    {
        var begins = Reconciliation.Begins(successor);
        var note = new JsonObject { [Reason] = reason };
        if (old.ValidTo is { } prior)
        {
            note[PriorEnd] = prior.ToString("O", CultureInfo.InvariantCulture);
        }

        var metadata = old.Metadata?.DeepClone().AsObject() ?? [];
        metadata[Note] = note;
        return old with
        {
            Status = begins > now ? MemoryStatus.Active : MemoryStatus.Superseded,
            SupersededBy = successor.Id,
            SupersededAt = begins > now ? null : now,
            ValidTo = End(old, begins),
            Metadata = metadata,
            UpdatedAt = now,
        };
    }

    /// <summary>The memory as it was before it was replaced.</summary>
    public static Memory Restore(Memory old, DateTimeOffset now)
    {
        var metadata = old.Metadata?.DeepClone().AsObject();
        DateTimeOffset? prior = null;
        var wasRetired = metadata?[Note] is JsonObject;
        if (metadata?[Note] is JsonObject note)
        {
            prior = note[PriorEnd] is JsonValue value && value.TryGetValue<string>(out var text)
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : null;
            metadata.Remove(Note);
        }

        return old with
        {
            Status = MemoryStatus.Active,
            SupersededBy = null,
            SupersededAt = null,
            ValidTo = wasRetired ? prior : old.ValidTo,
            Metadata = metadata is { Count: 0 } ? null : metadata,
            UpdatedAt = now,
        };
    }

    /// <summary>Why the memory was replaced, or null when that was not noted.</summary>
    public static string? ReasonOf(Memory memory) =>
        memory.Metadata?[Note] is JsonObject note && note[Reason] is JsonValue value && value.TryGetValue<string>(out var reason) ? reason : null;

    private static DateTimeOffset End(Memory old, DateTimeOffset begins)
    {
        if (old.ValidTo is { } ended && ended <= begins)
        {
            return ended;
        }

        // A correction of what never held: the shortest time that is kept, so that it ends after it began.
        var began = Reconciliation.Begins(old);
        return begins > began ? begins : began.AddMilliseconds(1);
    }
}
