using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Claude.Telemetry;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Telemetry;

public sealed class TelemetryChatClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_is_a_client_span_with_the_conventions_attributes(bool isStream)
    {
        // Other tests call at the same time: a model of its own.
        var model = $"model-of-the-span-test-{isStream}";
        using var heard = new Heard(model);
        using var payer = Payer.Use(new Payer { UserId = "ann", SessionId = "s1" });
        using var client = new Scripted().UseTelemetry(Options(model));
        await AskAsync(client, isStream);

        var span = heard.Spans.ShouldHaveSingleItem();
        (span.DisplayName, span.Kind, span.Status).ShouldBe(($"chat {model}", ActivityKind.Client, ActivityStatusCode.Unset));
        var tags = span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);
        (tags["gen_ai.operation.name"], tags["gen_ai.provider.name"], tags["gen_ai.request.model"], tags["gen_ai.request.stream"], tags["gen_ai.conversation.id"])
            .ShouldBe(("chat", "anthropic", model, isStream, "s1"));
        (tags["gen_ai.response.id"], tags["gen_ai.response.model"], tags["server.address"], tags["server.port"]).ShouldBe(("msg_1", "answered", "claude.test", 444));
        ((string[])tags["gen_ai.response.finish_reasons"]!).ShouldBe(["stop"]);
        (tags["gen_ai.usage.input_tokens"], tags["gen_ai.usage.output_tokens"], tags["gen_ai.usage.cache_read.input_tokens"], tags["gen_ai.usage.cache_creation.input_tokens"])
            .ShouldBe((111L, 7L, 100L, 1L));
        tags.Values.ShouldAllBe(value => !Equals(value, "secret") && !Equals(value, "ann"));
        heard.Times.Count(time => time.Name == "gen_ai.client.operation.duration" && time.Error is null).ShouldBe(1);
        heard.Times.Count(time => time.Name == "gen_ai.client.operation.time_to_first_chunk").ShouldBe(isStream ? 1 : 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_is_told_by_its_code(bool isStream)
    {
        var model = $"model-of-the-failure-test-{isStream}";
        using var heard = new Heard(model);
        using var client = new Scripted { Failure = new MemoriException(FaultKind.Backend, "some-code", new("secret", "秘密")) }.UseTelemetry(Options(model));
        await Should.ThrowAsync<MemoriException>(() => AskAsync(client, isStream));

        var span = heard.Spans.ShouldHaveSingleItem();
        (span.Status, span.StatusDescription, span.GetTagItem("error.type")).ShouldBe((ActivityStatusCode.Error, null, "some-code"));
        heard.Times.ShouldContain(time => time.Name == "gen_ai.client.operation.duration" && time.Error == "some-code");
    }

    [Fact]
    public void While_nobody_listens_nothing_is_made()
    {
        var request = new ModelRequest { Model = "m", Server = new Uri("https://claude.test") };
        ModelCall.Start(request).ShouldBeNull();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            ModelCall.Start(request);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static ClaudeOptions Options(string model) => new() { Model = model, BaseUrl = new Uri("https://claude.test:444") };

    private static async Task AskAsync(IChatClient client, bool isStream)
    {
        if (!isStream)
        {
            await client.GetResponseAsync("secret");
            return;
        }

        await foreach (var update in client.GetStreamingResponseAsync("secret"))
        {
            update.ShouldNotBeNull();
        }
    }

    /// <summary>What is told of one model.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly ActivityListener _spans;
        private readonly MeterListener _times = new();

        public Heard(string model)
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Memori.Claude",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    if (span.DisplayName == $"chat {model}")
                    {
                        Spans.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_spans);
            _times.InstrumentPublished = (instrument, its) =>
            {
                if (instrument.Meter.Name == "Memori.Claude")
                {
                    its.EnableMeasurementEvents(instrument);
                }
            };
            _times.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
            {
                var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
                if (all.GetValueOrDefault("gen_ai.request.model") == model)
                {
                    Times.Enqueue((instrument.Name, all.GetValueOrDefault("error.type")));
                }
            });
            _times.Start();
        }

        public ConcurrentQueue<Activity> Spans { get; } = [];

        public ConcurrentQueue<(string Name, string? Error)> Times { get; } = [];

        public void Dispose()
        {
            _spans.Dispose();
            _times.Dispose();
        }
    }

    private sealed class Scripted : IChatClient
    {
        public Exception? Failure { get; init; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Failure is null ? Updates().ToChatResponseAsync(cancellationToken) : Task.FromException<ChatResponse>(Failure);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Updates();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private async IAsyncEnumerable<ChatResponseUpdate> Updates()
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "secret") { ResponseId = "msg_1", ModelId = "answered" };
            if (Failure is not null)
            {
                throw Failure;
            }

            var usage = new UsageDetails { InputTokenCount = 111, OutputTokenCount = 7, AdditionalCounts = new() { [UsageCounts.CacheReadInputTokens] = 100, [UsageCounts.CacheCreationInputTokens] = 1 } };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { ResponseId = "msg_1", FinishReason = ChatFinishReason.Stop };
        }
    }
}
