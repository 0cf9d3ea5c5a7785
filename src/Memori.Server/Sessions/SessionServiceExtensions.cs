using Memori.Server.Sessions;
using Memori.Server.Users;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes what the service knows of sessions.</summary>
internal static class SessionServiceExtensions
{
    /// <summary>Adds sessions, their transcripts, and their cleaning up.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSingleton<UserSessions>()
        .AddSingleton<SessionTranscripts>()
        .AddSingleton<IUserData, SessionUserData>()
        .AddScheduledWork<SessionCleanup>();
}
