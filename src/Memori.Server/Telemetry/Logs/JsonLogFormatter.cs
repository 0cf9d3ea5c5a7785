using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Memori.Server.Telemetry.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Memori.Server.Telemetry.Logs;

/// <summary>Log lines for programs: one JSON object a line. Users are not named in it; the audit knows who did what.</summary>
internal sealed class JsonLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "memori-json";

    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("timestamp"u8, time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level"u8, LevelNames.Of(logEntry.LogLevel));
            json.WriteString("category"u8, logEntry.Category);
            json.WriteString("message"u8, LogText.Cut(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            WriteEvent(json, logEntry.EventId);
            if (RequestId.Current is { } request)
            {
                json.WriteString("request_id"u8, request);
            }

            if (Activity.Current is { } span)
            {
                json.WriteString("trace_id"u8, span.TraceId.ToHexString());
                json.WriteString("span_id"u8, span.SpanId.ToHexString());
            }

            WriteFields(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
            if (logEntry.Exception is { } failure)
            {
                json.WriteString("exception"u8, LogText.Cut(failure.ToString()));
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(line.WrittenSpan));
    }

    private static void WriteEvent(Utf8JsonWriter json, EventId id)
    {
        if (id.Name is { } name)
        {
            json.WriteString("event"u8, name);
        }
        else if (id.Id != 0)
        {
            json.WriteNumber("event"u8, id.Id);
        }
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> state)
    {
        if (!state.Any(field => field.Key != Template))
        {
            return;
        }

        json.WriteStartObject("fields"u8);
        foreach (var (name, value) in state)
        {
            if (name != Template)
            {
                json.WritePropertyName(name);
                WriteValue(json, value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(LogText.Cut(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }
}
