using Memori.Claude.Models;
using Memori.Ledger;

namespace Memori.Claude.Budgets;

/// <summary>
/// The money of one model call over all its attempts: reserves the worst case before an attempt, and ends with one settlement. Shared by the chat client and the proxy.
/// Not thread-safe: one call, one flow of control.
/// </summary>
public sealed class CallBudget
{
    /// <summary>The money of a call.</summary>
    public CallBudget(UsageLedger ledger, ClaudeModel model, Payer payer, long inputTokens, long maxOutputTokens, TimeSpan lifetime, DateOnly day) =>
        _ = (ledger, model, payer, inputTokens, maxOutputTokens, lifetime, day);

    /// <summary>Sets the worst case of the next attempt aside, unless the one of an attempt that cost nothing is still there.</summary>
    /// <exception cref="BudgetExceededException">The budget does not allow it.</exception>
    public Task ReserveAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>An attempt ended without an answer, and whether it cost something is not known (a time-out, a cut connection): it counts at its worst case.</summary>
    public Task LoseAsync() => throw new NotImplementedException();

    /// <summary>The call ended with an answer.</summary>
    public Task SettleAsync(Settlement settlement) => throw new NotImplementedException();

    /// <summary>The call ended at no cost.</summary>
    public Task ReleaseAsync() => throw new NotImplementedException();
}
