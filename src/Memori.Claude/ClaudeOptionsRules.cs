using Memori.Claude.Models;
using Memori.Text;

namespace Memori.Claude;

internal static class ClaudeOptionsRules
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Throws <c>invalid-claude-options</c> with every error at once.</summary>
    public static void Validate(this ClaudeOptions options, ModelCatalog catalog)
    {
        List<string> errors =
        [
            .. Require(!string.IsNullOrWhiteSpace(options.ApiKey), "ApiKey is missing."),
            .. Require(options.ApiKey?.All(c => c is > ' ' and <= '~') != false, "ApiKey holds a character that a header can't carry."),
            .. Require(options.BaseUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "BaseUrl must be an absolute http or https address."),
            .. Require(catalog.TryFind(options.Model, out _), $"Model: {options.Model} is not in the catalogue."),
            .. Require(options.MaxOutputTokens > 0, "MaxOutputTokens must be positive."),
            .. Within(options.Timeout, TimeSpan.FromSeconds(1), Hour, nameof(options.Timeout)),
            .. Within(options.TotalTimeout, options.Timeout, Day, nameof(options.TotalTimeout)),
            .. Within(options.StallTimeout, TimeSpan.FromSeconds(1), Hour, nameof(options.StallTimeout)),
            .. Require(options.MaxRetries is >= 0 and <= 10, "MaxRetries must be 0 to 10."),
            .. Within(options.RetryDelay, TimeSpan.Zero, Hour, nameof(options.RetryDelay)),
            .. Within(options.MaxRetryDelay, TimeSpan.Zero, Hour, nameof(options.MaxRetryDelay)),
            .. Within(options.MaxRetryAfter, TimeSpan.Zero, Hour, nameof(options.MaxRetryAfter)),
            .. Require(options.RetryFactor is >= 1 and <= 10, "RetryFactor must be 1 to 10."),
            .. Require(options.RequestsPerMinute >= 0, "RequestsPerMinute must not be negative."),
            .. Within(options.MaxPacingWait, TimeSpan.Zero, Hour, nameof(options.MaxPacingWait)),
            .. Require(options.MaxPacingQueue >= 1, "MaxPacingQueue must be at least 1."),
            .. Require(options.BreakerMinimumCalls >= 2, "BreakerMinimumCalls must be at least 2."),
            .. Require(options.BreakerFailureRatio is > 0 and <= 1, "BreakerFailureRatio must be above 0 and at most 1."),
            .. Within(options.BreakerWindow, TimeSpan.FromSeconds(0.5), Day, nameof(options.BreakerWindow)),
            .. Within(options.BreakerPause, TimeSpan.FromSeconds(0.5), Day, nameof(options.BreakerPause)),
        ];
        if (errors.Count > 0)
        {
            var list = string.Join(" ", errors);
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-claude-options",
                new LocalizedText($"The settings for Claude are not valid: {list}", $"Claude 的配置无效:{list}"));
        }
    }

    private static IEnumerable<string> Require(bool holds, string error) => holds ? [] : [error];

    private static IEnumerable<string> Within(TimeSpan value, TimeSpan least, TimeSpan greatest, string name) =>
        Require(value >= least && value <= greatest, $"{name} must be {least:g} to {greatest:g}.");
}
