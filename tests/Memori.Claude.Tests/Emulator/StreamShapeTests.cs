using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Emulator;

public sealed class StreamShapeTests
{
    private const string Answer = "Grüße, 你好 😀, and some more words so that there are several deltas.";

    public static TheoryData<StreamShape> Legal =>
    [
        new StreamShape { ChunkBytes = 1 },
        new StreamShape { ChunkBytes = 7, LineEnd = "\r\n" },
        new StreamShape { NoiseEverywhere = StreamNoise.Comment + StreamNoise.Ping + StreamNoise.UnknownEvent + StreamNoise.UnknownFields },
        new StreamShape { Noise = [(3, StreamNoise.UnknownDelta(0))], Cuts = [3, 50, 51] },
        new StreamShape { MessageDeltas = 3 },
    ];

    [Theory]
    [MemberData(nameof(Legal))]
    public async Task The_client_reads_the_same_message_in_any_dress(StreamShape shape)
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.MaxRetries = 0);
        claude.Emulator.Enqueue(Reply.Text(Answer) with { Shape = shape, Usage = new EmulatedUsage { Input = 5, Output = 30 } });
        var response = await claude.StreamAsync();
        response.Text.ShouldBe(Answer);
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage!.OutputTokenCount.ShouldBe(30);
    }

    [Fact]
    public async Task Usage_is_cumulative_over_several_events()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        emulator.Enqueue(Reply.Text("a") with { Shape = new StreamShape { MessageDeltas = 3 }, Usage = new EmulatedUsage { Output = 30 } });
        using var http = new HttpClient();
        var events = Encoding.UTF8.GetString(await EmulatorCall.BytesAsync(http, emulator, EmulatorCall.Streamed))
            .Split('\n').Where(line => line.Contains("message_delta\",", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line["data: ".Length..])!).ToList();
        events.Select(data => (int)data["usage"]!["output_tokens"]!).ShouldBe([10, 20, 30]);
        events.Select(data => (string?)data["delta"]!["stop_reason"]).ShouldBe([null, null, "end_turn"]);
    }

    [Fact]
    public async Task A_gate_lets_bytes_through_one_by_one_and_a_cut_ends_them()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        var gate = new StreamGate();
        emulator.Enqueue(Reply.Text(Answer) with { Shape = new StreamShape { Gate = gate, CutAtByte = 60 } });
        using var http = new HttpClient();
        using var request = EmulatorCall.Request(emulator, EmulatorCall.Streamed);
        gate.Release(1);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[100];
        var text = "";
        for (var i = 0; i < 40; i++)
        {
            (await body.ReadAsync(buffer, TestContext.Current.CancellationToken)).ShouldBe(1);
            text += (char)buffer[0];
            await gate.WrittenAsync(i + 1);
            gate.Release(1);
        }

        text.ShouldBe("event: message_start\ndata: {\"type\":\"mess");
        gate.Open();
        await Should.ThrowAsync<IOException>(async () =>
        {
            while (await body.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
            }
        });
        gate.Written.ShouldBe(60);
    }

    [Fact]
    public async Task Garbage_stands_where_it_was_put()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        emulator.Enqueue(Reply.Text("a") with { Shape = new StreamShape { Noise = [(1, StreamNoise.Garbage)] } });
        using var http = new HttpClient();
        var text = Encoding.UTF8.GetString(await EmulatorCall.BytesAsync(http, emulator, EmulatorCall.Streamed));
        text.IndexOf(StreamNoise.Garbage, StringComparison.Ordinal).ShouldBe(text.IndexOf("\n\n", StringComparison.Ordinal) + 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_are_compressed_for_those_who_accept_it(bool accepts)
    {
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { Compress = true });
        emulator.Respond(_ => Reply.Text(Answer));
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = accepts ? DecompressionMethods.GZip : DecompressionMethods.None });
        Encoding.UTF8.GetString(await EmulatorCall.BytesAsync(http, emulator, EmulatorCall.Body)).ShouldContain(Answer);
        Encoding.UTF8.GetString(await EmulatorCall.BytesAsync(http, emulator, EmulatorCall.Streamed)).ShouldContain("message_stop");
        using var plain = new HttpClient();
        plain.DefaultRequestHeaders.Add("Accept-Encoding", accepts ? "gzip" : "identity");
        using var request = EmulatorCall.Request(emulator, EmulatorCall.Body);
        using var response = await plain.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentEncoding.ShouldBe(accepts ? ["gzip"] : []);
    }

    [Fact]
    public async Task Requests_are_kept_byte_for_byte_and_counted_while_they_run()
    {
        await using var emulator = await MessagesEmulator.StartAsync();
        var gate = new StreamGate();
        emulator.Respond(_ => Reply.Text("a") with { Shape = new StreamShape { Gate = gate } });
        using var http = new HttpClient();
        var body = EmulatorCall.Body.Replace("\"Hi\"", "\"\\u00e9 é\"", StringComparison.Ordinal);
        var calls = Enumerable.Range(0, 3).Select(_ => EmulatorCall.BytesAsync(http, emulator, body)).ToList();
        await emulator.ReceivedAsync(3);
        emulator.Concurrent.ShouldBe(3);
        gate.Open();
        await Task.WhenAll(calls);
        emulator.MaxConcurrent.ShouldBe(3);
        foreach (var request in emulator.Requests)
        {
            request.RawBytes.ToArray().ShouldBe(Encoding.UTF8.GetBytes(body));
        }
    }
}
