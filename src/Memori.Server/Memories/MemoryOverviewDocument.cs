using Memori.Storage;

namespace Memori.Server.Memories;

/// <summary>What all owners together have, in figures: never content.</summary>
/// <param name="Memories">How many memories, of every status.</param>
/// <param name="Tokens">Estimated tokens of their contents.</param>
/// <param name="Bytes">Bytes of their contents; without vectors and indexes.</param>
/// <param name="Owners">How many owners have memories.</param>
/// <param name="ByStatus">How much of each status: <c>active</c>, <c>superseded</c>, <c>archived</c>.</param>
/// <param name="ByDay">What was made on each of the last days (UTC) and is still there, the oldest first; days without any are left out.</param>
/// <param name="ExactDuplicates">Active memories that say word for word what another of the same owner says, in another session, namespace or kind.</param>
/// <param name="LargestOwners">The owners with the most tokens, the largest first.</param>
public sealed record MemoryOverviewDocument(
    long Memories,
    long Tokens,
    long Bytes,
    long Owners,
    IReadOnlyDictionary<string, MemorySizeDocument> ByStatus,
    IReadOnlyList<MemoryDayDocument> ByDay,
    long ExactDuplicates,
    IReadOnlyList<LargeOwnerDocument> LargestOwners)
{
    /// <summary>The document of a survey.</summary>
    public static MemoryOverviewDocument From(MemorySurvey survey)
    {
        var (all, sizes) = (survey.All, survey.All.ByStatus.Values.ToList());
        return new(
            sizes.Sum(size => size.Memories),
            sizes.Sum(size => size.Tokens),
            sizes.Sum(size => size.Bytes),
            all.Owners,
            all.ByStatus.ToDictionary(status => status.Key.ToString().ToLowerInvariant(), status => MemorySizeDocument.From(status.Value), StringComparer.Ordinal),
            [.. all.ByDay.Select(day => new MemoryDayDocument(day.Key, day.Value.Memories, day.Value.Tokens))],
            all.ExactDuplicates,
            [.. survey.Largest.Select(LargeOwnerDocument.From)]);
    }
}

/// <summary>How much some memories are.</summary>
/// <param name="Memories">How many.</param>
/// <param name="Tokens">Estimated tokens of their contents.</param>
/// <param name="Bytes">Bytes of their contents.</param>
public sealed record MemorySizeDocument(long Memories, long Tokens, long Bytes)
{
    /// <summary>The document of a size.</summary>
    public static MemorySizeDocument From(MemorySize size) => new(size.Memories, size.Tokens, size.Bytes);
}

/// <summary>What was made on a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Memories">How many memories.</param>
/// <param name="Tokens">Their estimated tokens.</param>
public sealed record MemoryDayDocument(DateOnly Day, long Memories, long Tokens);

/// <summary>An owner of many memories.</summary>
/// <param name="Kind"><c>user</c>, <c>datasource</c> or <c>deployment</c>.</param>
/// <param name="Id">The id of the user or datasource.</param>
/// <param name="Memories">How many memories, of every status.</param>
/// <param name="Tokens">Estimated tokens of their contents.</param>
/// <param name="Bytes">Bytes of their contents.</param>
/// <param name="NewestAt">When the newest was made.</param>
/// <param name="Compared">How many of the newest active ones were compared with each other: 2,000 at most.</param>
/// <param name="NearDuplicates">How many of those say what another of them says, in nearly the same words.</param>
public sealed record LargeOwnerDocument(string Kind, string Id, long Memories, long Tokens, long Bytes, DateTimeOffset NewestAt, int Compared, int NearDuplicates)
{
    /// <summary>The document of an owner.</summary>
    public static LargeOwnerDocument From(OwnerSurvey owner)
    {
        var (whose, size) = (owner.Size.Owner, owner.Size.Size);
        return new(whose.Kind.ToString().ToLowerInvariant(), whose.Id, size.Memories, size.Tokens, size.Bytes, owner.Size.Newest, owner.Compared, owner.NearDuplicates);
    }
}
