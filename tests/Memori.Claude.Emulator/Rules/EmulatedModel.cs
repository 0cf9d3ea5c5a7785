using static Memori.Claude.Emulator.Rules.RequestRefusedException;

namespace Memori.Claude.Emulator.Rules;

/// <summary>What the API knows of a model. Kept apart from the product's catalogue on purpose: so a mistake there is found.</summary>
internal sealed record EmulatedModel(string Id, int Window, int MaxOutput)
{
    private static readonly DateOnly Never = DateOnly.MaxValue;

    private static readonly Dictionary<string, EmulatedModel> Known = new EmulatedModel[]
    {
        new("claude-opus-5-5", 1_000_000, 128_000) { RefusesForcedTools = true, BindsThinking = true },
        new("claude-sonnet-5-5", 1_000_000, 128_000) { RefusesForcedTools = true, BindsThinking = true },
        new("claude-haiku-5-5", 1_000_000, 128_000) { BindsThinking = true },
        new("claude-fable-5-1", 1_000_000, 128_000) { BindsThinking = true },
        new("claude-opus-5", 1_000_000, 128_000) { BindsThinking = true },
        new("claude-sonnet-5", 1_000_000, 128_000) { BindsThinking = true },
        new("claude-sonnet-4-6", 1_000_000, 64_000) { TakesSampling = true, TakesThinkingBudget = true, TokenFactor = 1 },
        new("claude-haiku-4-5-20251001", 200_000, 64_000) { TakesSampling = true, TakesPrefill = true, TakesThinkingBudget = true, TakesAdaptiveThinking = false, TokenFactor = 1 },
        new("claude-sonnet-4-5-20250929", 200_000, 64_000)
        {
            TakesSampling = true, TakesPrefill = true, TakesThinkingBudget = true, TakesAdaptiveThinking = false, TokenFactor = 1, Retires = new DateOnly(2026, 11, 30),
        },
        new("claude-3-5-sonnet-20241022", 200_000, 8_192) { TokenFactor = 1, Retires = new DateOnly(2025, 10, 28) },
        new("claude-3-haiku-20240307", 200_000, 4_096) { TokenFactor = 1, Retires = new DateOnly(2026, 4, 20) },
        new("claude-3-opus-20240229", 200_000, 4_096) { TokenFactor = 1, Retires = new DateOnly(2026, 1, 5) },
    }.ToDictionary(model => model.Id, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["claude-haiku-4-5"] = "claude-haiku-4-5-20251001",
        ["claude-sonnet-4-5"] = "claude-sonnet-4-5-20250929",
    };

    public bool TakesSampling { get; init; }

    public bool TakesPrefill { get; init; }

    public bool TakesThinkingBudget { get; init; }

    /// <summary>From 4.6 on.</summary>
    public bool TakesAdaptiveThinking { get; init; } = true;

    public bool RefusesForcedTools { get; init; }

    /// <summary>The 5.x models bind thinking to the exact prefix.</summary>
    public bool BindsThinking { get; init; }

    /// <summary>Newer models make about 30 % more tokens of the same text.</summary>
    public double TokenFactor { get; init; } = 1.3;

    public DateOnly Retires { get; init; } = Never;

    /// <summary>The model of that id that is not retired; 404 otherwise.</summary>
    public static EmulatedModel Find(string id, DateOnly today)
    {
        Require(id.Length > 0, "model: Field required");
        return Known.TryGetValue(Aliases.GetValueOrDefault(id, id), out var model) && today < model.Retires
            ? model
            : throw new RequestRefusedException(Replies.FaultReply.Of(404) with { Message = $"model: {id}" });
    }
}
