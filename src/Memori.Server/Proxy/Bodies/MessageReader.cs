using System.Text.Json;

namespace Memori.Server.Proxy.Bodies;

/// <summary>Reads the messages of a body, where the reader stands at the value of <c>messages</c>.</summary>
internal ref struct MessageReader : IDisposable
{
    private readonly bool _withKeys;
    private HistoryHash _hash;

    private MessageReader(bool withKeys, int capacity)
    {
        _withKeys = withKeys;
        _hash = new HistoryHash(withKeys ? capacity : 0);
    }

    /// <summary>The messages, or null when they are none, or can be read in more than one way.</summary>
    public static List<BodyMessage>? Read(ref Utf8JsonReader reader, bool withKeys, int capacity)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var messages = new List<BodyMessage>();
        var isClear = true;
        var self = new MessageReader(withKeys, capacity);
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType == JsonTokenType.StartObject && self.ReadMessage(ref reader) is { } message)
                {
                    messages.Add(message);
                }
                else
                {
                    isClear = false;
                    reader.Skip();
                }
            }
        }
        finally
        {
            self.Dispose();
        }

        return isClear ? messages : null;
    }

    public void Dispose() => _hash.Dispose();

    private BodyMessage? ReadMessage(ref Utf8JsonReader reader)
    {
        bool? isUser = null;
        Content? content = null;
        var isClear = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            AddToKey(ref reader);
            if (reader.Is("role"u8))
            {
                reader.Read();
                isClear &= isUser is null && reader.TokenType == JsonTokenType.String;
                isUser = reader.TokenType == JsonTokenType.String && reader.Is("user"u8);
                AddValue(ref reader);
            }
            else if (reader.Is("content"u8))
            {
                reader.Read();
                isClear &= content is null;
                content = ReadContent(ref reader);
            }
            else
            {
                reader.Read();
                AddValue(ref reader);
            }
        }

        return isClear && isUser is { } user && content is { } found
            ? new BodyMessage
            {
                Key = _withKeys ? _hash.End() : "",
                IsUser = user,
                ContentStart = found.Start,
                ContentEnd = found.End,
                Form = found.Form,
                HasToolResult = found.HasToolResult,
                HasThinking = found.HasThinking,
            }
            : null;
    }

    private Content ReadContent(ref Utf8JsonReader reader)
    {
        var content = new Content { Start = (int)reader.TokenStartIndex };
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                content.Form = ContentForm.Text;

                if (_withKeys)
                {
                    _hash.AddTextBlock(ref reader);
                }

                break;
            case JsonTokenType.StartArray:
                AddToKey(ref reader);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    content.Form = ContentForm.Blocks;
                    ReadBlock(ref reader, ref content);
                }

                AddToKey(ref reader);
                break;
            default:
                AddValue(ref reader);
                break;
        }

        content.End = (int)reader.BytesConsumed;
        return content;
    }

    private void ReadBlock(ref Utf8JsonReader reader, ref Content content)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            AddValue(ref reader);
            return;
        }

        var begin = _hash.Position;
        var isThinking = false;
        AddToKey(ref reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.Is("cache_control"u8))
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            var isType = reader.Is("type"u8);
            AddToKey(ref reader);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                isThinking |= reader.Is("thinking"u8) || reader.Is("redacted_thinking"u8);
                content.HasToolResult |= reader.Is("tool_result"u8);
            }

            AddValue(ref reader);
        }

        AddToKey(ref reader);
        content.HasThinking |= isThinking;
        if (isThinking)
        {
            _hash.Return(begin);
        }
    }

    /// <summary>Adds the whole value at which the reader stands, without cache marks in it.</summary>
    private void AddValue(ref Utf8JsonReader reader)
    {
        if (!_withKeys)
        {
            reader.Skip();
            return;
        }

        var depth = reader.CurrentDepth;
        _hash.Add(ref reader);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        do
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.PropertyName && reader.Is("cache_control"u8))
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            _hash.Add(ref reader);
        }
        while (reader.CurrentDepth > depth);
    }

    private void AddToKey(ref Utf8JsonReader reader)
    {
        if (_withKeys)
        {
            _hash.Add(ref reader);
        }
    }

    private record struct Content
    {
        public int Start;
        public int End;
        public ContentForm Form;
        public bool HasToolResult;
        public bool HasThinking;
    }
}
