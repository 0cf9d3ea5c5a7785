using System.Text.Json.Nodes;
using Memori.Extraction;

namespace Memori.Storage;

/// <summary>How two memories of equal content become one; the same on every store.</summary>
public static class MemoryMerge
{
    /// <summary>
    /// The kept memory with what the newcomer adds: its ids, the higher importance, the longer layer, the more explicit mode,
    /// and its metadata where the two disagree; the turns that they were extracted from are those of both.
    /// </summary>
    public static Memory Merge(Memory kept, Memory newcomer) => kept with
    {
        MergedIds = [.. kept.MergedIds.Append(newcomer.Id).Concat(newcomer.MergedIds).Distinct()],
        Importance = Math.Max(kept.Importance, newcomer.Importance),
        Layer = (MemoryLayer)Math.Max((int)kept.Layer, (int)newcomer.Layer),
        Mode = (MemoryMode)Math.Min((int)kept.Mode, (int)newcomer.Mode),
        Metadata = Merge(kept.Metadata, newcomer.Metadata),
        Provenance = newcomer.Provenance ?? kept.Provenance,
        UpdatedAt = newcomer.UpdatedAt,
    };

    private static JsonObject? Merge(JsonObject? kept, JsonObject? newcomer)
    {
        if (kept is null || newcomer is null)
        {
            return newcomer ?? kept;
        }

        var merged = kept.DeepClone().AsObject();
        foreach (var (name, value) in newcomer)
        {
            merged[name] = name == Sources.Name && kept.ContainsKey(name) ? Sources.Union(kept, newcomer) : value?.DeepClone();
        }

        return merged;
    }
}
