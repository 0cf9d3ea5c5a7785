using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude.Budgets;

/// <summary>Adds budgets to a chat client.</summary>
public static class BudgetExtensions
{
    /// <summary>
    /// Reserves the worst case of every call of <paramref name="client"/> in <paramref name="ledger"/> before it is made, and settles what it used. To be put inside
    /// whatever retries, so that each attempt is accounted for, and outside metering.
    /// </summary>
    /// <param name="client">Any client whose models are in the catalogue.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="catalog">The models, with prices.</param>
    /// <param name="claude">The model and <c>max_tokens</c> of a request that names none, and the time of an attempt.</param>
    /// <param name="options">What happens when little is left; null for the defaults.</param>
    /// <param name="estimator">Estimates the input, and learns; null for one of its own.</param>
    /// <param name="time">The clock of prices; null for the system's.</param>
    /// <param name="logger">Where to log; null for nowhere.</param>
    public static IChatClient UseBudget(
        this IChatClient client,
        UsageLedger ledger,
        ModelCatalog catalog,
        ClaudeOptions claude,
        BudgetOptions? options = null,
        TokenEstimator? estimator = null,
        TimeProvider? time = null,
        ILogger? logger = null) =>
        new BudgetChatClient(
            client, ledger, catalog, claude, options ?? new BudgetOptions(), estimator ?? new TokenEstimator(), time ?? TimeProvider.System, logger ?? NullLogger.Instance);

    /// <summary>Asks <see cref="BudgetOptions.DowngradeModel"/> instead of a dearer model when little of the payer's day is left. To be put outside the model's rules.</summary>
    public static IChatClient UseDowngrade(
        this IChatClient client,
        UsageLedger ledger,
        ModelCatalog catalog,
        string defaultModel,
        BudgetOptions options,
        TimeProvider? time = null,
        ILogger? logger = null) =>
        new DowngradeChatClient(client, ledger, catalog, defaultModel, options, time ?? TimeProvider.System, logger ?? NullLogger.Instance);
}
