using System.Collections.Immutable;

namespace Memori.Storage;

/// <summary>The injected blocks of an <see cref="InMemoryStore"/>. Immutable: each change gives them as they are after it.</summary>
internal sealed record KeptBlocks
{
    private ImmutableDictionary<Place, InjectedTurn> ByPlace { get; init; } = ImmutableDictionary<Place, InjectedTurn>.Empty;

    public static KeptBlocks Empty { get; } = new();

    public IReadOnlyList<InjectedTurn> Find(Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys) =>
        [.. keys.Distinct(StringComparer.Ordinal).Select(key => ByPlace.GetValueOrDefault(new Place(owner, sessionId, @namespace, key))).OfType<InjectedTurn>()];

    public InjectedTurn? Find(InjectedTurn block) => ByPlace.GetValueOrDefault(Place.Of(block));

    public KeptBlocks Keep(InjectedTurn block) => this with { ByPlace = ByPlace.SetItem(Place.Of(block), block) };

    /// <summary>Takes the text of what quotes a memory of this owner that is gone or says something else.</summary>
    public KeptBlocks Wipe(Owner owner, OwnerMemories before, OwnerMemories after)
    {
        if (ByPlace.IsEmpty || ReferenceEquals(before, after))
        {
            return this;
        }

        var wiped = ByPlace.Where(pair => pair.Value.Memories.Any(memory =>
            memory.Owner == owner && before.FindExact(memory.Id)?.Content != after.FindExact(memory.Id)?.Content));
        return this with { ByPlace = ByPlace.SetItems(wiped.Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Text = null, Memories = [] }))) };
    }

    public KeptBlocks Erase(Owner owner, string? sessionId, string? @namespace) => Without(block =>
        block.Owner == owner && (sessionId is null || block.SessionId == sessionId) && (@namespace is null || block.Namespace == @namespace));

    public (KeptBlocks After, int Count) Purge(DateTimeOffset before)
    {
        var kept = Without(block => block.CreatedAt < before);
        return (kept, ByPlace.Count - kept.ByPlace.Count);
    }

    private KeptBlocks Without(Func<InjectedTurn, bool> gone) =>
        this with { ByPlace = ByPlace.RemoveRange(ByPlace.Where(pair => gone(pair.Value)).Select(pair => pair.Key)) };

    private readonly record struct Place(Owner Owner, string? SessionId, string? Namespace, string Key)
    {
        public static Place Of(InjectedTurn block) => new(block.Owner, block.SessionId, block.Namespace, block.Key);
    }
}
