using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether the service can do its work.</summary>
/// <param name="Status"><c>ok</c>; <c>degraded</c>: it works, but somebody should look; <c>failed</c>: it does not.</param>
/// <param name="Checks">What was checked, the worst first; null for callers who do not administer the service.</param>
public sealed record ReadyDocument(string Status, IReadOnlyList<ReadyCheckDocument>? Checks)
{
    internal static ReadyDocument From(IReadOnlyList<ReadyCheck> checks, bool detailed, Language language) => new(
        Word(checks.Count == 0 ? HealthStatus.Healthy : checks.Min(check => check.Status)),
        detailed
            ? [.. checks.Select(check => new ReadyCheckDocument(check.Name, Word(check.Status), check.Duration.TotalMilliseconds, check.LastSuccess, check.Text.In(language)))]
            : null);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failed",
    };
}

/// <summary>One check.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Status"><c>ok</c>, <c>degraded</c> or <c>failed</c>.</param>
/// <param name="Ms">How long it took, in milliseconds.</param>
/// <param name="LastSuccess">When all was well last; null for never since the start.</param>
/// <param name="Message">What was found, in the caller's language.</param>
public sealed record ReadyCheckDocument(string Name, string Status, double Ms, DateTimeOffset? LastSuccess, string Message);
