namespace Memori.Server.Users;

/// <summary>Memories of all sessions, with their vectors, the snapshot of their index, the blocks that quote them and the jobs about them.</summary>
internal sealed class MemoryUserData(MemoryEngine engine) : IUserData
{
    public string Name => "memories";

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => engine.EraseUserAsync(userId, cancellationToken);
}
