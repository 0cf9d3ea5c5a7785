namespace Memori.Claude.Upstream;

/// <summary>How the API is, as seen from here.</summary>
/// <param name="Circuit"><c>closed</c>, <c>open</c>, <c>half-open</c>.</param>
/// <param name="Waiting">How many calls wait for their turn because of the API's rate limits.</param>
/// <param name="PacedUntil">Until when calls are held back, or null when they aren't.</param>
public sealed record UpstreamHealth(string Circuit, int Waiting, DateTimeOffset? PacedUntil);
