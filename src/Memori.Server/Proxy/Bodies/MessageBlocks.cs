using System.Text.Json;

namespace Memori.Server.Proxy.Bodies;

/// <summary>Looks into one message of a body again, when its text or its thinking is needed.</summary>
internal static class MessageBlocks
{
    // What tools such as Claude Code put into a person's turn by themselves: no words of the person.
    private const string ReminderOpening = "<system-reminder>";

    /// <summary>What the person said in a message.</summary>
    public static string TextOf(ReadOnlySpan<byte> body, in BodyMessage message)
    {
        var reader = Content(body, message);
        if (reader.TokenType == JsonTokenType.String)
        {
            return BodyReader.Text(ref reader) ?? "";
        }

        List<string> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject && ReadText(ref reader) is { Length: > 0 } text
                && !text.AsSpan().TrimStart().StartsWith(ReminderOpening, StringComparison.Ordinal))
            {
                texts.Add(text);
            }
        }

        return string.Join('\n', texts);
    }

    /// <summary>Leaves the thinking of the model out of a message.</summary>
    /// <returns>Whether something else is left; when not, nothing is changed.</returns>
    public static bool RemoveThinking(ReadOnlySpan<byte> body, in BodyMessage message, BodyEdits edits)
    {
        var blocks = Blocks(body, message);
        var kept = blocks.FindIndex(block => !block.IsThinking);
        if (kept < 0)
        {
            return false;
        }

        // Each goes with the comma before it, those in front of the first that stays with the comma behind them.
        if (kept > 0)
        {
            edits.Remove(blocks[0].Start, blocks[kept].Start - blocks[0].Start);
        }

        for (var i = kept + 1; i < blocks.Count; i++)
        {
            if (blocks[i].IsThinking)
            {
                edits.Remove(blocks[i - 1].End, blocks[i].End - blocks[i - 1].End);
            }
        }

        return true;
    }

    private static List<(int Start, int End, bool IsThinking)> Blocks(ReadOnlySpan<byte> body, in BodyMessage message)
    {
        var reader = Content(body, message);
        List<(int, int, bool)> blocks = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = message.ContentStart + (int)reader.TokenStartIndex;
            var isThinking = reader.TokenType == JsonTokenType.StartObject && ReadIsThinking(ref reader);
            reader.Skip();
            blocks.Add((start, message.ContentStart + (int)reader.BytesConsumed, isThinking));
        }

        return blocks;
    }

    private static Utf8JsonReader Content(ReadOnlySpan<byte> body, in BodyMessage message)
    {
        var reader = new Utf8JsonReader(body[message.ContentStart..message.ContentEnd], new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        return reader;
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        var isText = false;
        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.Is("type"u8);
            var isValue = reader.Is("text"u8);
            reader.Read();
            isText |= isType && reader.TokenType == JsonTokenType.String && reader.Is("text"u8);
            text = isValue ? BodyReader.Text(ref reader) : text;
            reader.Skip();
        }

        return isText ? text : null;
    }

    private static bool ReadIsThinking(ref Utf8JsonReader reader)
    {
        var isThinking = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.Is("type"u8);
            reader.Read();
            isThinking |= isType && reader.TokenType == JsonTokenType.String
                && (reader.Is("thinking"u8) || reader.Is("redacted_thinking"u8));
            reader.Skip();
        }

        return isThinking;
    }
}
