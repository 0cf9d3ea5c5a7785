using Memori.Claude.Chat.Caching;

namespace Memori.Server.Users;

/// <summary>Answers that are kept to be given again.</summary>
internal sealed class ResponseCacheUserData(ResponseCache cache) : IUserData
{
    public string Name => "cached-answers";

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken)
    {
        var before = cache.Count;
        cache.Forget(userId);
        return Task.FromResult(Math.Max(0, before - cache.Count));
    }
}
