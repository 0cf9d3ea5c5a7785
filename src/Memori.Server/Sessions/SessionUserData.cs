using Memori.Server.Users;

namespace Memori.Server.Sessions;

/// <summary>The sessions of a person that is forgotten.</summary>
internal sealed class SessionUserData(UserSessions sessions) : IUserData
{
    public string Name => "sessions";

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => sessions.ForgetAsync(userId, cancellationToken);
}
