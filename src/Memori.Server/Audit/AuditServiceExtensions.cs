using Memori.Server.Audit;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes the audit.</summary>
internal static class AuditServiceExtensions
{
    /// <summary>Adds the audit, its retention, and what is written to it behind the answers. A service that stops closes the counts first, then writes what waits.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditTrail>()
        .AddSingleton<AuditQueue>()
        .AddSingleton<AuditKeeper>()
        .AddHostedService(static provider => provider.GetRequiredService<AuditQueue>())
        .AddSingleton<AccessRefusals>()
        .AddHostedService(static provider => provider.GetRequiredService<AccessRefusals>())
        .AddScheduledWork<AuditRetention>();
}
