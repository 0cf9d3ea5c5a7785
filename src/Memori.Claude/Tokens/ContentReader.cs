using System.Buffers;
using System.Text.Json;

namespace Memori.Claude.Tokens;

/// <summary>Reads the content of a message, a system prompt or a tool's result.</summary>
internal static class ContentReader
{
    private const int EscapedStart = 64 * 1024;

    /// <summary>A string, or blocks.</summary>
    public static void Read(ref Utf8JsonReader reader, ref PromptCounter prompt)
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

        while (JsonText.NextObject(ref reader))
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
                    Read(ref reader, ref prompt);
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
                    prompt.AddMedia(new MediaSize(MediaTokens.Encrypted(reader.TokenType == JsonTokenType.String ? reader.ValueSpan.Length : 0), Unseen: 0));
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
                        JsonText.Add(ref reader, ref prompt);
                    }

                    break;
            }
        }

        if (!sized)
        {
            prompt.AddUnsized(medium);
        }
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
                Read(ref reader, ref prompt);
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
        if (media is { } size)
        {
            prompt.AddMedia(size);
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
    private static MediaSize? OfEscaped(ReadOnlySpan<byte> data)
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
