using System.Diagnostics;
using System.Globalization;
using Memori.Server.Telemetry.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Memori.Server.Telemetry.Logs;

/// <summary>Log lines for people: time, level, category, message, and which request it was; the lines of a failure follow, indented.</summary>
internal sealed class TextLogFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "memori-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(string.Create(
            CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {LevelNames.Of(logEntry.LogLevel),-8} {logEntry.Category}: {LogText.OneLine(message)}"));
        if (RequestId.Current is { } request)
        {
            textWriter.Write($" request_id={request}");
        }

        if (Activity.Current is { } span)
        {
            textWriter.Write($" trace_id={span.TraceId.ToHexString()}");
        }

        textWriter.WriteLine();
        if (logEntry.Exception is { } failure)
        {
            foreach (var line in LogText.Cut(failure.ToString()).AsSpan().EnumerateLines())
            {
                textWriter.WriteLine("    " + LogText.OneLine(line.ToString()));
            }
        }
    }
}
