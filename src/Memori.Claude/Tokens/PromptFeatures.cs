using Microsoft.Extensions.AI;

namespace Memori.Claude.Tokens;

/// <summary>
/// What of a prompt tells how many tokens it will take: what its parts would take of a model of family factor 1, found without a tokenizer, in one pass.
/// The parts are kept apart because models differ in them. Immutable.
/// </summary>
public readonly record struct PromptFeatures
{
    /// <summary>Latin words.</summary>
    internal double Words { get; init; }

    /// <summary>Other scripts and symbols.</summary>
    internal double Scripts { get; init; }

    /// <summary>Digits, punctuation, white space.</summary>
    internal double Marks { get; init; }

    /// <summary>What surrounds the texts: messages, calls of tools.</summary>
    internal double Frame { get; init; }

    /// <summary>What the API itself says about tools and schemas.</summary>
    internal double Preamble { get; init; }

    /// <summary>Images and documents.</summary>
    internal double Media { get; init; }

    /// <summary>What documents that are not in the request may take beyond what is expected of them: no part, since nothing of it was seen.</summary>
    internal double Unseen { get; init; }

    /// <summary>All parts together.</summary>
    internal double Sum => Texts + Frame + Preamble + Media;

    /// <summary>The parts that were read.</summary>
    internal double Texts => Words + Scripts + Marks;

    /// <summary>
    /// The features of a request of the Messages API: its tools, system prompt and messages. One pass, no allocation; what is no JSON, or nested deeper than 256,
    /// counts as a text.
    /// </summary>
    /// <param name="body">The JSON of the body, in UTF-8.</param>
    public static PromptFeatures OfRequest(ReadOnlySpan<byte> body) => RequestReader.Read(body);

    /// <summary>The features of a request of a chat client: its messages, tools and schema.</summary>
    public static PromptFeatures Of(IEnumerable<ChatMessage> messages, ChatOptions? options) => ChatReader.Read(messages, options);

    /// <summary>The features of a text alone.</summary>
    public static PromptFeatures OfText(ReadOnlySpan<char> text)
    {
        var prompt = default(PromptCounter);
        prompt.AddText(text);
        return prompt.ToFeatures();
    }
}
