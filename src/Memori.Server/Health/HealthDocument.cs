namespace Memori.Server.Health;

/// <summary>Whether the process is alive.</summary>
/// <param name="Status">Always <c>ok</c> when it can be read.</param>
public sealed record HealthDocument(string Status);

/// <summary>What runs.</summary>
/// <param name="Name">The product.</param>
/// <param name="Version">Its version.</param>
public sealed record VersionDocument(string Name, string Version);
