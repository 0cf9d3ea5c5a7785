using System.Text;
using Memori.Server.Proxy.Metering;

namespace Memori.Server.Tests.Proxy.Metering;

public sealed class AnswerMeterTests
{
    private const string Stream =
        """
        : comment
        event: message_start
        data: {"type":"message_start","message":{"id":"m","model":"claude-sonnet-5-5","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":15,"ephemeral_1h_input_tokens":5},"output_tokens":1}}}

        event: ping
        data: {"type":"ping"}

        event: weather
        data: {"type":"weather","usage":{"output_tokens":999},"delta":{"stop_reason":"none","type":"text_delta","text":"rain"}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,
        data: "delta":{"type":"text_delta","text":"Hé😀"}}

        id: 1
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" two"}}

        data: {"type":"content_block_del

        data: {"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":5}}

        data:{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":42,"input_tokens":null}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_stream_is_read_alike_however_its_bytes_come(string lineEnd)
    {
        var bytes = Encoding.UTF8.GetBytes(Stream.ReplaceLineEndings(lineEnd));
        foreach (var size in (int[])[1, 2, 3, 7, 64, bytes.Length])
        {
            using var meter = new AnswerMeter(isStream: true, wantsText: true);
            for (var at = 0; at < bytes.Length; at += size)
            {
                meter.Feed(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            }

            meter.Complete();
            ShouldBeRead(meter);
            meter.Text.ShouldBe("Hé😀 two", $"pieces of {size}");
        }
    }

    [Fact]
    public void A_split_anywhere_changes_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Stream.ReplaceLineEndings("\r\n"));
        for (var at = 0; at <= bytes.Length; at++)
        {
            using var meter = new AnswerMeter(isStream: true, wantsText: false);
            meter.Feed(bytes.AsSpan(0, at));
            meter.Feed(bytes.AsSpan(at));
            meter.Complete();
            ShouldBeRead(meter);
        }
    }

    [Fact]
    public void Before_its_end_an_answer_is_not_final()
    {
        var bytes = Encoding.UTF8.GetBytes(Stream.ReplaceLineEndings("\n"));
        var final = Stream.ReplaceLineEndings("\n").IndexOf("event: message_stop", StringComparison.Ordinal);
        using var meter = new AnswerMeter(isStream: true, wantsText: false);
        meter.Feed(bytes.AsSpan(0, bytes.Length / 2));
        meter.IsFinal.ShouldBeFalse();
        meter.Usage.Tokens.InputTokens.ShouldBe(10);
        meter.Feed(bytes.AsSpan(bytes.Length / 2, Encoding.UTF8.GetByteCount(Stream.ReplaceLineEndings("\n")[..final]) - (bytes.Length / 2)));
        meter.IsFinal.ShouldBeTrue();
    }

    [Fact]
    public void A_whole_answer_is_read_alike()
    {
        using var meter = new AnswerMeter(isStream: false, wantsText: true);
        meter.Feed("""{"id":"m","type":"message","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"One"},{"type":"tool_use","input":{"usage":{"output_tokens":1}}},"""u8);
        meter.Feed("""{"text":"Two","type":"text"}],"model":"claude-sonnet-5-5","stop_reason":"end_turn","usage":{"input_tokens":10,"cache_creation_input_tokens":20,"cache_read_input_tokens":30,"cache_creation":{"ephemeral_1h_input_tokens":5},"output_tokens":42,"server_tool_use":{"web_search_requests":1}}}"""u8);
        meter.Complete();
        ShouldBeRead(meter);
        meter.Text.ShouldBe("One\nTwo");
    }

    [Fact]
    public void An_error_before_the_begin_costs_nothing_and_later_it_does()
    {
        using var meter = new AnswerMeter(isStream: true, wantsText: false);
        meter.Feed("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n"u8);
        meter.FailedBeforeStart.ShouldBeTrue();
        using var late = new AnswerMeter(isStream: true, wantsText: false);
        late.Feed("data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":3}}}\n\ndata: {\"type\":\"error\"}\n\n"u8);
        late.FailedBeforeStart.ShouldBeFalse();
        late.IsFinal.ShouldBeFalse();
    }

    private static void ShouldBeRead(AnswerMeter meter)
    {
        var usage = meter.Usage.Tokens;
        (usage.InputTokens, usage.CacheCreationInputTokens, usage.CacheReadInputTokens, usage.OutputTokens).ShouldBe((10, 20, 30, 42));
        meter.Usage.CacheCreationOneHourTokens.ShouldBe(5);
        meter.Model.ShouldBe("claude-sonnet-5-5");
        meter.StopReason.ShouldBe("end_turn");
        meter.IsFinal.ShouldBeTrue();
    }
}
