using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Results of checks with their words in both languages.</summary>
internal static class CheckResults
{
    private const string TextKey = "text";

    public static HealthCheckResult Ok(LocalizedText text) => Of(HealthStatus.Healthy, text);

    public static HealthCheckResult Degraded(LocalizedText text) => Of(HealthStatus.Degraded, text);

    public static HealthCheckResult Failed(LocalizedText text) => Of(HealthStatus.Unhealthy, text);

    /// <summary>What a check said, or what kept it from saying anything.</summary>
    public static LocalizedText TextOf(HealthReportEntry entry) => entry switch
    {
        { Exception: MemoriException known } => known.Text,
        { Exception: { } unknown } => new LocalizedText($"The check failed: {unknown.GetType().Name}.", $"检查失败:{unknown.GetType().Name}。"),
        _ when entry.Data.TryGetValue(TextKey, out var text) => (LocalizedText)text,
        _ => new LocalizedText("It took too long.", "检查超时。"),
    };

    private static HealthCheckResult Of(HealthStatus status, LocalizedText text) =>
        new(status, text.English, data: new Dictionary<string, object>(StringComparer.Ordinal) { [TextKey] = text });
}
