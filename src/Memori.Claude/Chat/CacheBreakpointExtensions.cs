using Memori.Prompting;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat;

/// <summary>Adds prompt caching to a chat client.</summary>
public static class CacheBreakpointExtensions
{
    /// <summary>Translates <see cref="CacheBreakpoint"/> marks into Claude's <c>cache_control</c>.</summary>
    public static IChatClient UseCacheBreakpoints(this IChatClient client) => new CacheBreakpointChatClient(client);
}
