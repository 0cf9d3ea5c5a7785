namespace Memori.Server.Proxy.Bodies;

/// <summary>
/// What the door needs to know of a body of the Messages API, read once, without building a tree: everything else stays bytes.
/// A body that can't be read is no fault of the door's: it is passed on as it is, so that the API explains it.
/// </summary>
internal sealed class MessagesBody
{
    /// <summary>The greatest body that the API takes, in bytes (32 MB).</summary>
    public const int MaximumBytes = 32 * 1024 * 1024;

    /// <summary>Whether it is a JSON object.</summary>
    public bool IsReadable { get; init; }

    /// <summary>The model asked for; empty when none is, or when two are.</summary>
    public string Model { get; init; } = "";

    /// <summary><c>max_tokens</c>: the greatest when there are several; null when there is none that is a number.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool IsStream { get; init; }

    /// <summary><c>metadata.user_id</c>, or null.</summary>
    public string? MetadataUser { get; init; }

    /// <summary><c>inference_geo</c>, which has a price; or null.</summary>
    public string? InferenceGeo { get; init; }

    /// <summary>The messages; empty when they can't be read in one way only, so that nothing is ever put into them.</summary>
    public IReadOnlyList<BodyMessage> Messages { get; init; } = [];

    /// <summary>Reads a body.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="withKeys">Whether the messages' keys are needed.</param>
    public static MessagesBody Read(ReadOnlySpan<byte> json, bool withKeys) => BodyReader.Read(json, withKeys);

    /// <summary>Index of the newest turn in which a person spoke, results of tools apart; −1 when there is none.</summary>
    public int NewestPersonTurn()
    {
        for (var i = Messages.Count - 1; i >= 0; i--)
        {
            if (Messages[i].IsPersonTurn)
            {
                return i;
            }
        }

        return -1;
    }
}
