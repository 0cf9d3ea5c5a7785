using Memori.Claude.Budgets;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Memori.Text;

namespace Memori.Server.Proxy.Metering;

/// <summary>The money of one call through the door: what it may use at worst is set aside before each attempt, what it used is settled at its end. Not thread-safe.</summary>
internal sealed class CallMoney(CallBudget budget, ProxyMoney prices)
{
    /// <summary>The model that is asked, or the dearest when it is not known.</summary>
    public required ClaudeModel Model { get; init; }

    /// <summary>The prompt's features; default when the body can't be read.</summary>
    public required PromptFeatures Prompt { get; init; }

    /// <summary>Where the request wants the model to run, or null.</summary>
    public required string? InferenceGeo { get; init; }

    /// <summary>The day (UTC) whose prices hold.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How long the call may take at most.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>The most tokens of output.</summary>
    public required long MaxOutputTokens { get; init; }

    /// <summary>The expected tokens of input.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Sets the worst case of an attempt aside.</summary>
    /// <exception cref="BudgetExceededException">The budget does not allow it.</exception>
    /// <exception cref="MemoriException"><c>ledger-unavailable</c> or, when the disk is full, <c>state-disk-full</c>: nothing is asked that can't be charged.</exception>
    public async Task ReserveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await budget.ReserveAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not (BudgetExceededException or MemoriException { Kind: FaultKind.Full }) && !cancellationToken.IsCancellationRequested)
        {
            throw new MemoriException(
                FaultKind.Unavailable,
                "ledger-unavailable",
                new LocalizedText("The ledger can't be written, so that nothing can be charged. Try again in a moment.", "账本暂时无法写入,无法计费,请稍后重试。"),
                failure);
        }
    }

    /// <summary>An attempt was lost: it counts at its worst case.</summary>
    public Task LoseAsync() => budget.LoseAsync();

    /// <summary>Nothing was used.</summary>
    public Task ReleaseAsync() => budget.ReleaseAsync();

    /// <summary>Settles what an answer used: what the API reported, when it reported to the end; else that, and the worst case for what it did not say.</summary>
    public Task SettleAsync(AnswerMeter meter)
    {
        if (meter.FailedBeforeStart)
        {
            return ReleaseAsync();
        }

        var reported = meter.Usage.Tokens;
        if (meter.IsFinal)
        {
            prices.Learn(this, reported);
            return SettleAsync(SettlementKind.Settled, reported, meter);
        }

        // What it began to tell is taken at its word; what it did not is the worst.
        var worst = budget.WorstCase;
        return meter.Usage is { IsReported: true, IsDoubtful: false }
            ? SettleAsync(SettlementKind.Estimated, reported with { OutputTokens = Math.Max(reported.OutputTokens, worst.OutputTokens) }, meter)
            : LoseAsync();
    }

    private Task SettleAsync(SettlementKind kind, TokenUsage used, AnswerMeter meter)
    {
        var (model, isKnown) = prices.PriceOf(meter.Model ?? Model.Id, Day);
        var terms = PriceTerms.Of(meter.Usage.InferenceGeo ?? InferenceGeo);
        try
        {
            var priced = model.Price(used, Day, meter.Usage.CacheCreationOneHourTokens, terms);
            return budget.SettleAsync(new Settlement(kind, priced, meter.Model) { IsPriceGuessed = !isKnown });
        }
        catch (MemoriException)
        {
            // A catalogue of one's own may know no price for the day: what was reserved is the only sum there is.
            return LoseAsync();
        }
    }
}
