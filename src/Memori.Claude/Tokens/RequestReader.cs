using System.Text.Json;

namespace Memori.Claude.Tokens;

/// <summary>Reads what the model will see of a request's JSON.</summary>
internal static class RequestReader
{
    // Far beyond what an application sends, and far below what would exhaust the stack.
    private const int MaxDepth = 256;

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
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // No JSON, or names that are no text. The API will refuse it; until then it counts as what it is, a text.
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
                ContentReader.Read(ref reader, ref prompt);
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
        while (JsonText.NextObject(ref reader))
        {
            prompt.AddFrame(TokenWeights.Message);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var content = reader.ValueTextEquals("content"u8);
                reader.Read();
                if (content)
                {
                    ContentReader.Read(ref reader, ref prompt);
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
        while (JsonText.NextObject(ref reader))
        {
            any = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("cache_control"u8))
                {
                    reader.Skip();
                    continue;
                }

                var type = reader.ValueTextEquals("type"u8);
                JsonText.AddQuoted(ref reader, ref prompt);
                prompt.AddPiece(":"u8);
                reader.Read();
                if (type && reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals("custom"u8))
                {
                    prompt.AddPreamble(TokenWeights.BuiltInTool);
                }

                JsonText.Add(ref reader, ref prompt);
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
                JsonText.Add(ref reader, ref prompt);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }
}
