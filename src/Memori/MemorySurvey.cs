using Memori.Storage;

namespace Memori;

/// <summary>What all owners together have, in figures: never content. For those who run the service.</summary>
/// <param name="All">What the store keeps.</param>
/// <param name="Largest">The owners with the most tokens, the largest first.</param>
public sealed record MemorySurvey(StoreSurvey All, IReadOnlyList<OwnerSurvey> Largest);

/// <summary>An owner in figures.</summary>
/// <param name="Size">How much there is.</param>
/// <param name="Compared">How many of the newest active memories were compared with each other.</param>
/// <param name="NearDuplicates">How many of those say what another of them says, in nearly the same words.</param>
public sealed record OwnerSurvey(OwnerSize Size, int Compared, int NearDuplicates);
