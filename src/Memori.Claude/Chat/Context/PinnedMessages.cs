using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Context;

/// <summary>Pins: what must stay in a conversation, however long it gets.</summary>
public static class PinnedMessages
{
    private const string Key = "memori.pinned";

    /// <summary>Keeps the round of <paramref name="message"/> in the conversation. Changes and returns the message.</summary>
    public static ChatMessage Pin(this ChatMessage message)
    {
        (message.AdditionalProperties ??= [])[Key] = true;
        return message;
    }

    /// <summary>Whether the message is pinned.</summary>
    public static bool IsPinned(this ChatMessage message) => message.AdditionalProperties?.TryGetValue(Key, out bool isPinned) == true && isPinned;
}
