using System.Text.Json.Nodes;
using Memori.Server.Telemetry.Logs;
using Memori.Server.Telemetry.Requests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Memori.Server.Tests.Telemetry.Logs;

public sealed class LogFormatterTests
{
    private const string Forged = "name\r\n2026-01-01T00:00:00.000Z CRITICAL forged\u2028\u001b[2J\u202e 中文";

    [Fact]
    public void Json_is_one_object_a_line_whatever_it_says()
    {
        RequestId.Current = "r-1";
        var line = Write(new JsonLogFormatter(TimeProvider.System), LogLevel.Error, new InvalidOperationException(Forged));
        line.Count(c => c == '\n').ShouldBe(1);
        line.ShouldNotContain('\r');
        line.ShouldNotContain('\u001b');
        line.ShouldContain("中文");
        var read = JsonNode.Parse(line)!;
        DateTimeOffset.Parse(read["timestamp"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).Offset.ShouldBe(TimeSpan.Zero);
        (read["level"]!.GetValue<string>(), read["category"]!.GetValue<string>(), read["event"]!.GetValue<string>(), read["request_id"]!.GetValue<string>())
            .ShouldBe(("ERROR", "Memori.Test", "tried", "r-1"));
        read["message"]!.GetValue<string>().ShouldBe("Tried " + Forged);
        read["fields"]!["Count"]!.GetValue<int>().ShouldBe(3);
        read["fields"]!["Name"]!.GetValue<string>().ShouldBe(Forged);
        read["exception"]!.GetValue<string>().ShouldContain("forged");
    }

    [Fact]
    public void Text_begins_one_line_an_entry_and_a_failure_can_only_be_below_it()
    {
        RequestId.Current = "r-2";
        var lines = Write(new TextLogFormatter(TimeProvider.System), LogLevel.Warning, new InvalidOperationException(Forged)).TrimEnd('\n').Split('\n');
        lines[0].ShouldContain(" WARNING  Memori.Test: Tried name\\r\\n2026-01-01T00:00:00.000Z CRITICAL forged\\u2028\\u001b[2J\\u202e 中文 request_id=r-2");
        lines.Length.ShouldBeGreaterThan(1);
        lines.Skip(1).ShouldAllBe(line => line.StartsWith("    ", StringComparison.Ordinal) && !line.Contains('\r') && !line.Contains('\u001b'));
    }

    [Fact]
    public void What_is_too_long_is_cut_off() => LogText.OneLine(new string('x', 100_000)).Length.ShouldBe(LogText.Longest + 1);

    private static string Write(ConsoleFormatter formatter, LogLevel level, Exception failure)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IReadOnlyList<KeyValuePair<string, object?>> state = [new("Name", Forged), new("Count", 3), new("{OriginalFormat}", "Tried {Name}")];
        formatter.Write(new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(level, "Memori.Test", new EventId(7, "tried"), state, failure, (s, _) => $"Tried {s[0].Value}"), null, text);
        return text.ToString();
    }
}
