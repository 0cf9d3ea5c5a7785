using System.Text.Json;

namespace Memori.Claude.Tokens;

/// <summary>JSON as a text.</summary>
internal static class JsonText
{
    /// <summary>JSON that the model sees as such, without white space between its tokens.</summary>
    public static void Add(ref Utf8JsonReader reader, ref PromptCounter prompt)
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

    /// <summary>A string or a name, in quotes.</summary>
    public static void AddQuoted(ref Utf8JsonReader reader, ref PromptCounter prompt)
    {
        prompt.AddPiece("\""u8);
        prompt.AddPiece(reader.ValueSpan, reader.ValueIsEscaped);
        prompt.AddPiece("\""u8);
    }

    /// <summary>Whether an array, at whose start or in which the reader stands, has a further object; it is at that object then.</summary>
    public static bool NextObject(ref Utf8JsonReader reader)
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
}
