using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;

namespace Memori.Claude.Budgets;

/// <summary>
/// The money of one model call over all its attempts: reserves the worst case before an attempt, and ends with one settlement. Shared by the chat client and the proxy.
/// Not thread-safe: one call, one flow of control.
/// </summary>
/// <param name="ledger">Where it is reserved and settled.</param>
/// <param name="model">The model that is asked.</param>
/// <param name="payer">Who pays.</param>
/// <param name="inputTokens">The input at worst.</param>
/// <param name="maxOutputTokens"><c>max_tokens</c> of the request.</param>
/// <param name="lifetime">How long an attempt may take at most, its whole stream included; see <see cref="LifetimeOf"/>.</param>
/// <param name="day">The day (UTC) whose prices hold.</param>
public sealed class CallBudget(UsageLedger ledger, ClaudeModel model, Payer payer, long inputTokens, long maxOutputTokens, TimeSpan lifetime, DateOnly day)
{
    // Slower than any model writes: a reservation must outlive its stream, or it would be taken for lost in the middle.
    private const double SlowestTokensPerSecond = 10;

    private Reservation? _reservation;

    /// <summary>What an attempt uses at worst: all of the input and of <c>max_tokens</c>, the input at the dearest of its rates.</summary>
    public TokenUsage WorstCase { get; } = WorstCaseOf(model, inputTokens, maxOutputTokens, day);

    /// <summary>How long a call for so many tokens of output may take, when its first byte may take <paramref name="attempt"/>.</summary>
    public static TimeSpan LifetimeOf(TimeSpan attempt, long maxOutputTokens) => attempt + TimeSpan.FromSeconds(maxOutputTokens / SlowestTokensPerSecond);

    /// <summary>Sets the worst case of the next attempt aside, unless the one of an attempt that cost nothing is still there.</summary>
    /// <exception cref="BudgetExceededException">The budget does not allow it.</exception>
    public async Task ReserveAsync(CancellationToken cancellationToken)
    {
        if (await TryReserveAsync(cancellationToken).ConfigureAwait(false) is { Reason: not BudgetReason.Ok } refused)
        {
            throw new BudgetExceededException(refused);
        }
    }

    /// <summary>As <see cref="ReserveAsync"/>; null when it is set aside, else how the budget stands.</summary>
    public async Task<BudgetCheck?> TryReserveAsync(CancellationToken cancellationToken)
    {
        if (_reservation is not null)
        {
            return null;
        }

        var request = new ReservationRequest
        {
            Payer = payer,
            Model = model.Id,
            Tokens = WorstCase.TotalTokens,
            OutputTokens = WorstCase.OutputTokens,
            CostPicodollars = WorstCase.CostPicodollars,
            Lifetime = lifetime,
        };
        var admission = await ledger.ReserveAsync(request, cancellationToken).ConfigureAwait(false);
        _reservation = admission.Reservation;
        return _reservation is null ? admission.Budget : null;
    }

    /// <summary>An attempt ended without an answer, and whether it cost something is not known (a time-out, a cut connection): it counts at its worst case.</summary>
    public Task LoseAsync() => SettleAsync(new Settlement(SettlementKind.Estimated, WorstCase));

    /// <summary>The call ended with an answer.</summary>
    public async Task SettleAsync(Settlement settlement)
    {
        if (_reservation is { } reservation)
        {
            _reservation = null;
            // Whoever asked may be gone; what was used is owed all the same.
            await ledger.SettleAsync(reservation, settlement, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The call ended at no cost.</summary>
    public Task ReleaseAsync() => SettleAsync(new Settlement(SettlementKind.Released, default));

    private static TokenUsage WorstCaseOf(ClaudeModel model, long inputTokens, long maxOutputTokens, DateOnly day)
    {
        var usage = new TokenUsage { InputTokens = inputTokens, OutputTokens = maxOutputTokens };
        TokenUsage written = new() { CacheCreationInputTokens = inputTokens, OutputTokens = maxOutputTokens };
        long[] costs =
        [
            model.Price(usage, day).CostPicodollars,
            model.Price(written, day).CostPicodollars,
            model.Price(written, day, cacheCreationOneHourTokens: inputTokens).CostPicodollars,
        ];
        return usage with { CostPicodollars = costs.Max() };
    }
}
