using Memori.Claude.Budgets;
using Memori.Claude.Chat.Caching;
using Memori.Server.Chat;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers conversations with Claude.</summary>
internal static class ChatServiceExtensions
{
    /// <summary>The cache of answers, which deletions empty even where there is no Claude.</summary>
    public static IServiceCollection AddResponseCache(this IServiceCollection services, MemoriSettings settings)
    {
        services.TryAddSingleton(provider => new ResponseCache(TimeSpan.FromSeconds(settings.CacheTtlSeconds), time: provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>Claude with memory, for <c>/api/ai/chat</c>. Needs Claude and memory.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LiveSettings>().Follow(
            new BudgetOptions(), (budgets, now) => (budgets.DowngradeModel, budgets.DowngradeBelow) = (now.DowngradeModel, now.DowngradeBelow)));
        services.TryAddSingleton<ChatCalls>();
        services.TryAddSingleton<ChatService>();
        return services;
    }
}
