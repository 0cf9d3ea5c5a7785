using System.Buffers;
using System.Text;
using System.Text.Json;
using Memori.Claude.Telemetry;

namespace Memori.Server.Proxy.Metering;

/// <summary>
/// Reads an answer as it passes by, streamed or whole: what it used, which model answered, why it ended and, when wanted, its text.
/// Whatever it can't read, it leaves: the answer is the client's. Not thread-safe.
/// </summary>
internal sealed class AnswerMeter : IDisposable
{
    /// <summary>What is kept of a text, in characters: more than is remembered of a turn.</summary>
    public const int LongestText = 200_000;

    // A whole answer is never longer; what is longer is not one.
    private const int LongestBody = 64 * 1024 * 1024;

    // A model may call a tool with an input as deep as a schema allows: what an answer cost is told behind it.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    private readonly bool _wantsText;
    private readonly ModelCall? _call;
    private readonly EventReader? _events;
    private readonly ArrayBufferWriter<byte>? _body;
    private readonly StringBuilder _text = new();

    public AnswerMeter(bool isStream, bool wantsText, ModelCall? call = null)
    {
        (_wantsText, _call) = (wantsText, call);
        _events = isStream ? new EventReader(OnEvent) : null;
        _body = isStream ? null : new ArrayBufferWriter<byte>(2048);
    }

    /// <summary>What was reported.</summary>
    public ReportedUsage Usage { get; } = new();

    /// <summary>The answer's id; null when it was not said, or when nobody is told.</summary>
    public string? Id { get; private set; }

    /// <summary>The model that answered; null when it was not said.</summary>
    public string? Model { get; private set; }

    /// <summary>Why it ended; null when it did not (yet).</summary>
    public string? StopReason { get; private set; }

    /// <summary>Whether the whole answer came, so that what was reported is final.</summary>
    public bool IsFinal => StopReason is not null && Usage is { IsReported: true, IsDoubtful: false };

    /// <summary>Whether an error came in place of any answer, which costs nothing.</summary>
    public bool FailedBeforeStart { get; private set; }

    /// <summary>What the model said.</summary>
    public string Text => _text.ToString();

    /// <summary>Reads the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _call?.Chunk();
        _events?.Feed(bytes);
        if (_body is not null && _body.WrittenCount + bytes.Length <= LongestBody)
        {
            _body.Write(bytes);
        }
    }

    /// <summary>Says that the answer came to its end.</summary>
    public void Complete()
    {
        if (_body is { WrittenCount: > 0 })
        {
            Attempt(_body.WrittenSpan);
        }
    }

    public void Dispose() => _events?.Dispose();

    private void OnEvent(ReadOnlySpan<byte> data) => Attempt(data);

    private void Attempt(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            switch (TypeOf(reader))
            {
                case AnswerPart.Known:
                    reader.Read();
                    ReadFields(ref reader);
                    break;
                case AnswerPart.Error:
                    FailedBeforeStart |= !Usage.IsReported;
                    break;
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Not of a form that is known, or half of it: what was read until here counts.
        }
    }

    // Events that are not known say nothing that counts, whatever their fields are called.
    private AnswerPart TypeOf(Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return AnswerPart.Other;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            reader.Read();
            return Is(ref reader, "message_start"u8) || Is(ref reader, "message_delta"u8) || Is(ref reader, "message"u8) ? AnswerPart.Known
                : Is(ref reader, "content_block_delta"u8) || Is(ref reader, "content_block_start"u8) ? _wantsText ? AnswerPart.Known : AnswerPart.Other
                : Is(ref reader, "error"u8) ? AnswerPart.Error : AnswerPart.Other;
        }

        return AnswerPart.Other;
    }

    // One form for all: a whole message and the events that are known name their fields alike, and no field means two things.
    private void ReadFields(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadFields(ref reader);
                }
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                Usage.Read(ref reader);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                Model = reader.TokenType == JsonTokenType.String ? reader.GetString() : Model;
                reader.Skip();
            }
            else if (_call is not null && reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                Id = reader.TokenType == JsonTokenType.String ? reader.GetString() : Id;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("stop_reason"u8))
            {
                ReadStopReason(ref reader);
            }
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("content_block"u8))
            {
                reader.Read();
                ReadBlock(ref reader);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private void ReadStopReason(ref Utf8JsonReader reader)
    {
        reader.Read();
        StopReason = reader.TokenType == JsonTokenType.String ? reader.GetString() : StopReason;
        reader.Skip();
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !_wantsText)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadBlock(ref reader);
        }
    }

    // A block, the begin of one, a piece of one, or what a message_delta changes of the message.
    private void ReadBlock(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var isText = false;
        var begins = false;
        string? text = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                begins = Is(ref reader, "text"u8);
                isText = begins || Is(ref reader, "text_delta"u8);
                reader.Skip();
            }
            else if (_wantsText && reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("stop_reason"u8))
            {
                ReadStopReason(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (isText && _wantsText)
        {
            Add(begins, text);
        }
    }

    private void Add(bool begins, string? text)
    {
        if (begins && _text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(text.AsSpan()[..Math.Min(text?.Length ?? 0, Math.Max(0, LongestText - _text.Length))]);
    }

    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> value) => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(value);

    private enum AnswerPart
    {
        Other,
        Known,
        Error,
    }
}
