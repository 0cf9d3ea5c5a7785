using Memori.Claude.Tokens;
using Memori.Ledger;

namespace Memori.Claude.Budgets;

/// <summary>What a client with budgets needs.</summary>
public sealed record ClaudeBudgets
{
    /// <summary>The ledger.</summary>
    public required UsageLedger Ledger { get; init; }

    /// <summary>Estimates prompts, and learns from the answers. Default: one of its own.</summary>
    public TokenEstimator Estimator { get; init; } = new();

    /// <summary>What happens when little is left. Default: the defaults.</summary>
    public BudgetOptions Options { get; init; } = new();
}
