using Memori.Ledger;

namespace Memori.Claude.Tokens;

/// <summary>Tells reports of usage from what no call can use: a fault of whoever reports must neither break an answer nor make it free.</summary>
internal static class PossibleUsage
{
    // A hundred times what the longest prompts have.
    private const long Most = 100_000_000;

    /// <summary>Whether a call can have used that.</summary>
    public static bool Is(in TokenUsage usage) => usage is
    {
        InputTokens: >= 0 and <= Most,
        OutputTokens: >= 0 and <= Most,
        CacheCreationInputTokens: >= 0 and <= Most,
        CacheReadInputTokens: >= 0 and <= Most,
    };
}
