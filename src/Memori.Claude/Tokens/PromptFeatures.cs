using Microsoft.Extensions.AI;

namespace Memori.Claude.Tokens;

/// <summary>What of a prompt tells how many tokens it will take: counts that can be taken without a tokenizer, in one pass.</summary>
public readonly record struct PromptFeatures
{
    /// <summary>The features of a request of the Messages API: its tools, system prompt and messages.</summary>
    /// <param name="body">The JSON of the body, in UTF-8.</param>
    public static PromptFeatures OfRequest(ReadOnlySpan<byte> body) => throw new NotImplementedException();

    /// <summary>The features of a request of a chat client.</summary>
    public static PromptFeatures Of(IEnumerable<ChatMessage> messages, ChatOptions? options) => throw new NotImplementedException();

    /// <summary>The features of a text alone.</summary>
    public static PromptFeatures OfText(ReadOnlySpan<char> text) => throw new NotImplementedException();
}
