using Memori.Claude.Upstream;

namespace Memori.Server.Health;

/// <summary>Whether the process is alive.</summary>
/// <param name="Status">Always <c>ok</c> when it can be read.</param>
/// <param name="Claude">How Claude is, as seen from here.</param>
public sealed record HealthDocument(string Status, ClaudeHealthDocument Claude);

/// <summary>How Claude is, as seen from here. Nothing is asked for it.</summary>
/// <param name="Circuit"><c>closed</c>: calls are made; <c>open</c>: it failed repeatedly, none is made for a moment; <c>half-open</c>: the next one is a trial.</param>
/// <param name="Waiting">How many calls wait for their turn because of its rate limits.</param>
/// <param name="PacedUntil">Until when calls are held back; null when they aren't.</param>
public sealed record ClaudeHealthDocument(string Circuit, int Waiting, DateTimeOffset? PacedUntil)
{
    /// <summary>From the upstream's own words.</summary>
    public static ClaudeHealthDocument Of(UpstreamHealth health) => new(health.Circuit, health.Waiting, health.PacedUntil);
}

/// <summary>What runs.</summary>
/// <param name="Name">The product.</param>
/// <param name="Version">Its version.</param>
public sealed record VersionDocument(string Name, string Version);
