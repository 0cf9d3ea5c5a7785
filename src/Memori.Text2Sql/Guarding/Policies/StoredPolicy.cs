namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>A datasource's policy as it is kept.</summary>
/// <param name="DataSourceId">The datasource.</param>
/// <param name="Version">Grows with every change; 0 before the first.</param>
/// <param name="Yaml">The policy as it was written; null when the datasource has none.</param>
/// <param name="Policy">What it says; <see cref="AccessPolicy.Open"/> when the datasource has none.</param>
public sealed record StoredPolicy(int DataSourceId, long Version, string? Yaml, AccessPolicy Policy);
