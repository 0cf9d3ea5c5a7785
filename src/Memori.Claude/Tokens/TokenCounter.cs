using Memori.Claude.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude.Tokens;

/// <summary>
/// Says how many tokens a prompt takes at most, and asks the API for the exact number when that decides whether a limit is kept. Thread-safe.
/// </summary>
/// <param name="estimator">What estimates, and learns from the exact numbers.</param>
/// <param name="logger">Where failures are logged; null for nowhere.</param>
public sealed partial class TokenCounter(TokenEstimator estimator, ILogger<TokenCounter>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<TokenCounter>.Instance;

    /// <summary>
    /// The tokens of a prompt: the estimate's upper bound when that is within <paramref name="limit"/>, or when even the least that it can be is not;
    /// in between what <paramref name="count"/> says, and the upper bound again when it fails or says nothing.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt's features.</param>
    /// <param name="limit">What there is room for: what is left of a budget, or of the model's window.</param>
    /// <param name="count">Asks <c>count_tokens</c>; null when the API gave no number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TokenCount> CountAsync(string model, PromptFeatures prompt, long limit, Func<CancellationToken, Task<long?>> count, CancellationToken cancellationToken)
    {
        var upper = estimator.UpperBound(model, prompt);
        var estimate = estimator.Estimate(model, prompt);
        if (upper <= limit || estimate - (upper - estimate) > limit)
        {
            return new TokenCount(upper, IsExact: false);
        }

        try
        {
            if (await count(cancellationToken).ConfigureAwait(false) is { } exact and > 0)
            {
                estimator.Learn(model, prompt, exact);
                return new TokenCount(exact, IsExact: true);
            }
        }
        catch (Exception failure) when (failure is ClaudeException or HttpRequestException or IOException or System.Text.Json.JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFailed(_logger, model, failure);
        }

        return new TokenCount(upper, IsExact: false);
    }

    [LoggerMessage(LogLevel.Warning, "The tokens for {Model} could not be counted: the estimate's upper bound holds")]
    private static partial void LogFailed(ILogger logger, string model, Exception failure);
}

/// <summary>The tokens of a prompt.</summary>
/// <param name="InputTokens">How many, or how many at most.</param>
/// <param name="IsExact">Whether the API counted them.</param>
public readonly record struct TokenCount(long InputTokens, bool IsExact);
