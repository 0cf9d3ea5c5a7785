using Memori.Server.Users;
using Memori.Storage;
using Memori.Text2Sql.Guarding.Policies;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes the forgetting of people.</summary>
internal static class UserServiceExtensions
{
    /// <summary>Adds it, and the parts that keep something of people and have no feature of their own that says so.</summary>
    public static IServiceCollection AddUsers(this IServiceCollection services) => services
        .AddSingleton<UserPresence>()
        .AddSingleton<UserExport>(static p => new UserExport(p.GetServices<IUserData>(), p.GetRequiredService<Memori.Server.Audit.AuditTrail>()))
        .AddSingleton<UserForgetting>(static p => new UserForgetting(
            p.GetServices<IUserData>(),
            p.GetRequiredService<IDatabase>(),
            p.GetRequiredService<IMemoryStore>(),
            p.GetRequiredService<Memori.Server.Audit.AuditTrail>(),
            p.GetRequiredService<Memori.Server.Audit.AuditQueue>(),
            p.GetRequiredService<Memori.Server.Audit.AccessRefusals>(),
            p.GetRequiredService<UserPresence>(),
            p.GetRequiredService<AccessPolicies>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<UserForgetting>>()))
        .AddSingleton<IUserData, MemoryUserData>()
        .AddSingleton<IUserData, PairUserData>()
        .AddSingleton<IUserData, PolicyUserData>()
        .AddSingleton<IUserData, LedgerUserData>()
        .AddSingleton<IUserData, KeyUserData>()
        .AddSingleton<IUserData, ResponseCacheUserData>();
}
