using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Ingestion;

/// <summary>
/// What a new fact, preference, rule or skill means for those known. Conversation turns, queries and results are never reconciled.
/// <c>metadata.slot</c> names what a memory is about when it can have one value only (<c>user.home</c>), <c>metadata.value</c> that value.
/// </summary>
internal static class Reconciliation
{
    /// <summary>The metadata that names what a memory is about, where only one value can be true at a time.</summary>
    public const string Slot = "slot";

    /// <summary>The metadata that holds the value in the slot.</summary>
    public const string Value = "value";

    /// <summary>The metadata that tells which memories were merged into one, and why.</summary>
    public const string Merges = "merges";

    private const int MostMerges = 20;
    private const int LongestQuote = 200;

    public static IReadOnlyCollection<MemoryKind> Kinds { get; } = [MemoryKind.Fact, MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Skill];

    public static bool Applies(MemoryKind kind) => kind is MemoryKind.Fact or MemoryKind.Preference or MemoryKind.Rule or MemoryKind.Skill;

    /// <summary>The key that memories of the same partition and kind share when they say the same in other words; null when there are no words.</summary>
    public static string? WordingKey(Memory memory)
    {
        var words = Wording.Of(memory.Content);
        return words.Count == 0 ? null : Hash([memory.SessionId, memory.Namespace, memory.Kind.ToString(), memory.Speaker, .. words]);
    }

    /// <summary>The key of the memory's slot in its partition, or null when it has none.</summary>
    public static string? SlotKey(Memory memory) =>
        Text(memory, Slot) is { } slot ? Hash([memory.SessionId, memory.Namespace, slot]) : null;

    /// <summary>Whether two memories of the same slot give it the same value.</summary>
    public static bool IsSameValue(Memory one, Memory other) =>
        Text(one, Value) is { } value && Text(other, Value) is { } second
            ? Wording.Of(value).SequenceEqual(Wording.Of(second))
            : Wording.Of(one.Content).SequenceEqual(Wording.Of(other.Content));

    /// <summary>When it was said; the later word counts.</summary>
    public static DateTimeOffset SaidAt(Memory memory) => memory.OccurredAt ?? memory.CreatedAt;

    /// <summary>From when on it holds.</summary>
    public static DateTimeOffset Begins(Memory memory) => memory.ValidFrom ?? SaidAt(memory);

    /// <summary>The newcomer with a note for the merged memory: what was merged and why.</summary>
    public static Memory WithMergeNote(Memory newcomer, Memory kept, string why)
    {
        var metadata = newcomer.Metadata?.DeepClone().AsObject() ?? [];
        var notes = (kept.Metadata?[Merges] as JsonArray)?.DeepClone().AsArray() ?? [];
        notes.Add(new JsonObject
        {
            ["id"] = newcomer.Id,
            ["why"] = why,
            ["content"] = newcomer.Content.Length <= LongestQuote ? newcomer.Content : string.Concat(newcomer.Content.AsSpan(0, LongestQuote - 1), "…"),
        });
        while (notes.Count > MostMerges)
        {
            notes.RemoveAt(0);
        }

        metadata[Merges] = notes;
        return newcomer with { Metadata = metadata };
    }

    /// <summary>
    /// The metadata without what was read from, or quotes, a text that is there no longer: its slot with the value, and what was merged into it.
    /// </summary>
    public static JsonObject? WithoutReading(JsonObject? metadata)
    {
        var kept = metadata?.DeepClone().AsObject();
        foreach (var name in new[] { Slot, Value, Merges })
        {
            kept?.Remove(name);
        }

        return kept is { Count: 0 } ? null : kept;
    }

    private static string? Text(Memory memory, string name) =>
        memory.Metadata?[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static string Hash(IEnumerable<string?> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts.Select(part => part ?? "\0")))).AsSpan(0, 16));
}
