using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Blocks;

/// <summary>Why an answer ended, in the API's own words.</summary>
public static class StopReasons
{
    /// <summary><c>end_turn</c>, <c>max_tokens</c>, <c>stop_sequence</c>, <c>tool_use</c>, …; null while it has not ended.</summary>
    public static string? StopReason(this ChatResponse response) => (response.RawRepresentation as Message)?.StopReason?.Raw() ?? Of(response.FinishReason);

    /// <summary>The same of an update of a stream.</summary>
    public static string? StopReason(this ChatResponseUpdate update) =>
        ((update.RawRepresentation as RawMessageStreamEvent)?.Value as RawMessageDeltaEvent)?.Delta.StopReason?.Raw() ?? Of(update.FinishReason);

    private static string? Of(ChatFinishReason? reason)
    {
        if (reason is not { } ended)
        {
            return null;
        }

        return ended == ChatFinishReason.Stop ? "end_turn"
            : ended == ChatFinishReason.Length ? "max_tokens"
            : ended == ChatFinishReason.ToolCalls ? "tool_use"
            : ended == ChatFinishReason.ContentFilter ? "refusal"
            : ended.Value;
    }
}
