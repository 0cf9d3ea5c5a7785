using Memori.Claude;
using Memori.Claude.Budgets;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Claude.Upstream;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Claude.</summary>
public static class ClaudeServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ModelCatalog"/>, <see cref="ClaudeUpstream"/> and, as <see cref="IChatClient"/> that sends through it, Claude with the model's rules,
    /// metering and resilience; with budgets (and <see cref="BudgetOptions"/>) when a <see cref="UsageLedger"/> is registered. What is registered already (a catalogue, a client, a <see cref="TimeProvider"/>) stays.
    /// </summary>
    /// <exception cref="Memori.MemoriException"><c>invalid-claude-options</c> with every error, or <c>invalid-model-catalog</c>.</exception>
    public static IServiceCollection AddClaude(this IServiceCollection services, ClaudeOptions options)
    {
        var catalog = ModelCatalog.Load(options.CatalogPath);
        options.Validate(catalog);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton(catalog);
        services.TryAddSingleton(provider => new TokenEstimator(provider.GetRequiredService<ModelCatalog>()));
        services.TryAddSingleton(provider => new ClaudeUpstream(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton<IChatClient>(provider => ClaudeChatClient.Create(
            provider.GetRequiredService<ClaudeUpstream>(),
            options,
            provider.GetRequiredService<ModelCatalog>(),
            Budgets(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()));
        return services;
    }

    /// <summary>Registers Claude with options set by <paramref name="configure"/>; see <see cref="AddClaude(IServiceCollection, ClaudeOptions)"/>.</summary>
    public static IServiceCollection AddClaude(this IServiceCollection services, Action<ClaudeOptions> configure)
    {
        var options = new ClaudeOptions();
        configure(options);
        return services.AddClaude(options);
    }

    private static ClaudeBudgets? Budgets(IServiceProvider provider) => provider.GetService<UsageLedger>() is not { } ledger ? null : new ClaudeBudgets
    {
        Ledger = ledger,
        Estimator = provider.GetRequiredService<TokenEstimator>(),
        Options = provider.GetService<BudgetOptions>() ?? new BudgetOptions(),
    };
}
