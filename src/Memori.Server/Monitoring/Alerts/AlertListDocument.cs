using Memori.Alerts;

namespace Memori.Server.Monitoring.Alerts;

/// <summary>Alerts that were given, the newest first.</summary>
/// <param name="Alerts">The alerts of this page; fewer than asked for on the last one.</param>
public sealed record AlertListDocument(IReadOnlyList<AlertDelivery> Alerts);
