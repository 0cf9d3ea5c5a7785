using System.Buffers;
using System.Text.Json;

namespace Memori.Claude.Tokens;

/// <summary>Reads what the model will see of a request's JSON.</summary>
internal static class RequestReader
{
    // Far beyond what an application sends, and far below what would exhaust the stack.
    private const int MaxDepth = 256;
    private const int EscapedStart = 64 * 1024;

    public static PromptFeatures Read(ReadOnlySpan<byte> body)
    {
        var prompt = default(PromptCounter);
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                prompt.AddFrame(TokenWeights.Request);
                ReadRequest(ref reader, ref prompt);
                return prompt.ToFeatures();
            }
        }
        catch (JsonException)
        {
            // The API will refuse it; until then it counts as what it is, a text.
            prompt = default;
        }

        prompt.AddText(body, escaped: false);
        return prompt.ToFeatures();
    }

    private static void ReadRequest(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("messages"u8))
            {
                reader.Read();
                ReadMessages(ref reader, ref prompt);
            }
            else if (reader.ValueTextEquals("system"u8))
            {
                reader.Read();
                ReadContent(ref reader, ref prompt);
            }
            else if (reader.ValueTextEquals("tools"u8))
            {
                reader.Read();
                ReadTools(ref reader, ref prompt);
            }
            else if (reader.ValueTextEquals("output_config"u8) || reader.ValueTextEquals("output_format"u8))
            {
                reader.Read();
                ReadOutput(ref reader, ref prompt);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void ReadMessages(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        while (NextObject(ref reader))
        {
            prompt.AddFrame(TokenWeights.Message);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var content = reader.ValueTextEquals("content"u8);
                reader.Read();
                if (content)
                {
                    ReadContent(ref reader, ref prompt);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadTools(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        var any = false;
        while (NextObject(ref reader))
        {
            any = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("cache_control"u8))
                {
                    reader.Skip();
                    continue;
                }

                AddQuoted(ref reader, ref prompt);
                prompt.AddPiece(":"u8);
                reader.Read();
                ReadJson(ref reader, ref prompt);
            }

            prompt.AddText("{}"u8, escaped: false);
        }

        prompt.AddPreamble(any ? TokenWeights.ToolPreamble : 0);
    }

    private static void ReadOutput(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("format"u8))
            {
                reader.Read();
                ReadOutput(ref reader, ref prompt);
            }
            else if (reader.ValueTextEquals("schema"u8))
            {
                reader.Read();
                prompt.AddPreamble(TokenWeights.Schema);
                ReadJson(ref reader, ref prompt);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    /// <summary>A string, or blocks.</summary>
    private static void ReadContent(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            prompt.AddText(reader.ValueSpan, reader.ValueIsEscaped);
            return;
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadBlock(ref reader, ref prompt);
            return;
        }

        while (NextObject(ref reader))
        {
            ReadBlock(ref reader, ref prompt);
        }
    }

    private static void ReadBlock(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        var medium = Medium.None;
        var sized = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (Property(ref reader))
            {
                case BlockProperty.Type:
                    reader.Read();
                    medium = Mediums.Of(ref reader);
                    prompt.AddFrame(medium == Medium.Tool ? TokenWeights.ToolTurn : 0);
                    break;
                case BlockProperty.Content:
                    reader.Read();
                    ReadContent(ref reader, ref prompt);
                    break;
                case BlockProperty.Source:
                    reader.Read();
                    sized |= ReadSource(ref reader, ref prompt);
                    break;
                case BlockProperty.Data:
                    reader.Read();
                    sized |= ReadData(ref reader, ref prompt);
                    break;
                case BlockProperty.Encrypted:
                    reader.Read();
                    prompt.AddMedia(MediaTokens.Encrypted(reader.TokenType == JsonTokenType.String ? reader.ValueSpan.Length : 0));
                    reader.Skip();
                    break;
                case BlockProperty.Unseen:
                    reader.Read();
                    reader.Skip();
                    break;
                default:
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.String)
                    {
                        prompt.AddText(reader.ValueSpan, reader.ValueIsEscaped);
                    }
                    else
                    {
                        ReadJson(ref reader, ref prompt);
                    }

                    break;
            }
        }

        prompt.AddMedia(sized ? 0 : Mediums.Unsized(medium));
    }

    /// <summary>Where an image or a document comes from.</summary>
    /// <returns>Whether its size was found.</returns>
    private static bool ReadSource(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var sized = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var data = reader.ValueTextEquals("data"u8);
            var content = !data && reader.ValueTextEquals("content"u8);
            reader.Read();
            if (data)
            {
                sized |= ReadData(ref reader, ref prompt);
            }
            else if (content)
            {
                ReadContent(ref reader, ref prompt);
                sized = true;
            }
            else
            {
                reader.Skip();
            }
        }

        return sized;
    }

    private static bool ReadData(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }

        var media = reader.ValueIsEscaped ? OfEscaped(reader.ValueSpan) : MediaTokens.Of(new MediaBytes(reader.ValueSpan, isBase64: true));
        if (media is { } tokens)
        {
            prompt.AddMedia(tokens);
            return true;
        }

        if (MediaBytes.IsOpaque(reader.ValueSpan))
        {
            // An image of another format, or something encrypted: its length says little.
            return false;
        }

        prompt.AddText(reader.ValueSpan, reader.ValueIsEscaped);
        return true;
    }

    // Some writers escape the plus and the slash of base64. Sizes are near the start.
    private static double? OfEscaped(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(data.Length, EscapedStart));
        try
        {
            return MediaTokens.Of(new MediaBytes(buffer.AsSpan(0, JsonEscape.Unescape(data, buffer)), isBase64: true, wholeLength: data.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>JSON that the model sees as such, without white space between its tokens.</summary>
    private static void ReadJson(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        var depth = reader.CurrentDepth;
        var first = true;
        do
        {
            if (!first && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
            {
                prompt.AddPiece(","u8);
            }

            first = false;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    prompt.AddPiece("{"u8);
                    first = true;
                    break;
                case JsonTokenType.EndObject:
                    prompt.AddPiece("}"u8);
                    break;
                case JsonTokenType.StartArray:
                    prompt.AddPiece("["u8);
                    first = true;
                    break;
                case JsonTokenType.EndArray:
                    prompt.AddPiece("]"u8);
                    break;
                case JsonTokenType.PropertyName:
                    AddQuoted(ref reader, ref prompt);
                    prompt.AddPiece(":"u8);
                    first = true;
                    break;
                case JsonTokenType.String:
                    AddQuoted(ref reader, ref prompt);
                    break;
                default:
                    prompt.AddPiece(reader.ValueSpan);
                    break;
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
        prompt.EndText();
    }

    private static void AddQuoted(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        prompt.AddPiece("\""u8);
        prompt.AddPiece(reader.ValueSpan, reader.ValueIsEscaped);
        prompt.AddPiece("\""u8);
    }

    private static bool NextObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndObject))
        {
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static BlockProperty Property(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("text"u8))
        {
            return BlockProperty.Text;
        }

        if (reader.ValueTextEquals("type"u8))
        {
            return BlockProperty.Type;
        }

        if (reader.ValueTextEquals("content"u8))
        {
            return BlockProperty.Content;
        }

        if (reader.ValueTextEquals("source"u8))
        {
            return BlockProperty.Source;
        }

        if (reader.ValueTextEquals("data"u8))
        {
            return BlockProperty.Data;
        }

        if (reader.ValueTextEquals("encrypted_content"u8))
        {
            return BlockProperty.Encrypted;
        }

        return reader.ValueTextEquals("cache_control"u8) || reader.ValueTextEquals("signature"u8) || reader.ValueTextEquals("citations"u8)
            || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("tool_use_id"u8) || reader.ValueTextEquals("is_error"u8)
            ? BlockProperty.Unseen
            : BlockProperty.Text;
    }

    private enum BlockProperty
    {
        Text,
        Type,
        Content,
        Source,
        Data,
        Encrypted,
        Unseen,
    }
}
