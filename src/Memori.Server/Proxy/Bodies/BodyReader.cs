using System.Text.Json;

namespace Memori.Server.Proxy.Bodies;

/// <summary>Reads a body in one pass.</summary>
internal static class BodyReader
{
    // Deeper than any API takes: what is deeper is passed on unread.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    // No model is called so: longer names would be carried into logs.
    private const int LongestModel = 200;

    public static MessagesBody Read(ReadOnlySpan<byte> json, bool withKeys)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadFields(ref reader, withKeys, json.Length) : new MessagesBody();
        }
        catch (JsonException)
        {
            return new MessagesBody();
        }
    }

    /// <summary>The string at which the reader stands, or null when it stands at something else or the text is malformed.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static MessagesBody ReadFields(ref Utf8JsonReader reader, bool withKeys, int length)
    {
        string? model = null;
        var modelIsAmbiguous = false;
        long? maxTokens = null;
        string? user = null;
        string? geo = null;
        var stream = false;
        List<BodyMessage>? messages = null;
        var isAmbiguous = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.Is("messages"u8))
            {
                reader.Read();
                isAmbiguous |= messages is not null;
                messages = MessageReader.Read(ref reader, withKeys, length);
                isAmbiguous |= messages is null;
            }
            else if (reader.Is("model"u8))
            {
                reader.Read();
                var text = Text(ref reader) is { Length: <= LongestModel } read ? read : "";
                modelIsAmbiguous |= model is not null && model != text;
                model = text;
                reader.Skip();
            }
            else if (reader.Is("max_tokens"u8))
            {
                reader.Read();
                maxTokens = Math.Max(maxTokens ?? 0, Number(ref reader));
                reader.Skip();
            }
            else if (reader.Is("metadata"u8))
            {
                reader.Read();
                user = ReadUser(ref reader);
            }
            else if (reader.Is("stream"u8))
            {
                reader.Read();
                stream |= reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
            else if (reader.Is("inference_geo"u8))
            {
                reader.Read();
                geo = Text(ref reader);
                reader.Skip();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // To the end, so that what follows the object is seen too.
        while (reader.Read())
        {
        }

        return new MessagesBody
        {
            IsReadable = true,
            Model = modelIsAmbiguous ? "" : model ?? "",
            MaxTokens = maxTokens is > 0 ? maxTokens : null,
            IsStream = stream,
            MetadataUser = user,
            InferenceGeo = geo,
            Messages = isAmbiguous || messages is null ? [] : messages,
        };
    }

    // What is greater than any model writes is still a number that a budget refuses.
    private static long Number(ref Utf8JsonReader reader) => reader.TokenType != JsonTokenType.Number
        ? 0
        : reader.TryGetInt64(out var whole) ? whole : reader.TryGetDouble(out var number) && number > 0 ? (long)Math.Min(Math.Ceiling(number), 1e15) : 0;

    private static string? ReadUser(ref Utf8JsonReader reader)
    {
        string? user = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUser = reader.Is("user_id"u8);
            reader.Read();
            user = isUser ? Text(ref reader) : user;
            reader.Skip();
        }

        return user;
    }
}
