using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Tokens;
using Memori.Claude.Upstream;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Tokens;

/// <summary>From end to end: what the emulator counts by the fixture, times a factor that nobody told the estimator.</summary>
public sealed class CalibrationTests
{
    private const string Model = "claude-opus-5-5";

    [Theory]
    [InlineData("english", 1.61, false)]
    [InlineData("chinese", 0.9, true)]
    [InlineData("code", 1.9, false)]
    public async Task Through_the_chat_client_the_estimate_is_within_a_tenth_after_20_calls(string kind, double factor, bool stream)
    {
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { ApiKey = "test-key", TokenFactor = factor }, TestContext.Current.CancellationToken);
        using var client = ClaudeChatClient.Create(new ClaudeOptions { ApiKey = "test-key", BaseUrl = emulator.BaseUrl, Model = Model });
        var estimator = new TokenEstimator();
        List<CountedText> held = [.. CountedText.All.Where((sample, i) => i % 2 == 1 && sample.Kind == kind && sample.Tokens >= 20)];
        var errors = new List<double>();
        for (var call = 0; call < 40; call++)
        {
            List<ChatMessage> messages = [new(ChatRole.System, held[call * 7 % held.Count].Text), new(ChatRole.User, held[call % held.Count].Text)];
            var response = stream
                ? await client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
                : await client.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
            var counted = UsageCounts.FromUsage(response.Usage).InputTokens;
            var prompt = PromptFeatures.Of(messages, options: null);
            errors.Add((estimator.Estimate(Model, prompt) / (double)counted) - 1);
            estimator.Learn(Model, prompt, counted);
        }

        errors[0].ShouldNotBeInRange(-0.1, 0.1, "the estimator must not know the factor");
        errors.Skip(20).Average(Math.Abs).ShouldBeLessThan(0.1);
        errors.Skip(20).Average().ShouldBeGreaterThan(-0.05);
    }

    [Fact]
    public async Task Near_a_limit_the_API_counts_what_would_be_sent()
    {
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { ApiKey = "test-key", TokenFactor = 1.61 }, TestContext.Current.CancellationToken);
        using var upstream = new ClaudeUpstream(new ClaudeOptions { ApiKey = "test-key", BaseUrl = emulator.BaseUrl });
        var text = CountedText.All.First(sample => sample is { Kind: "english", Tokens: > 400 });
        var tool = CountedText.All.First(sample => sample.Kind == "tools" && sample.Text.Contains("search_memory", StringComparison.Ordinal));
        var body = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["model"] = Model,
            ["max_tokens"] = 10,
            ["stream"] = true,
            ["metadata"] = new JsonObject { ["user_id"] = "u" },
            ["tools"] = new JsonArray(JsonNode.Parse(tool.Text)),
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text.Text }),
        }.ToJsonString());
        var estimator = new TokenEstimator();
        var prompt = PromptFeatures.OfRequest(body);
        var request = new UpstreamRequest { Model = Model, User = "u", Create = () => Request(CountTokensRequest.BodyOf(body)) };

        var counted = await new TokenCounter(estimator).CountAsync(
            Model, prompt, limit: estimator.Estimate(Model, prompt), token => upstream.CountTokensAsync(request, token), TestContext.Current.CancellationToken);

        counted.ShouldBe(new TokenCount((long)Math.Ceiling(text.Tokens * 1.61) + (long)Math.Ceiling(tool.Tokens * 1.61), IsExact: true));
    }

    [Fact]
    public async Task A_refused_count_is_no_number()
    {
        await using var emulator = await MessagesEmulator.StartAsync(new EmulatorOptions { ApiKey = "other" }, TestContext.Current.CancellationToken);
        using var upstream = new ClaudeUpstream(new ClaudeOptions { ApiKey = "test-key", BaseUrl = emulator.BaseUrl });
        var request = new UpstreamRequest { Model = Model, User = "u", Create = () => Request("{}"u8.ToArray()) };
        (await upstream.CountTokensAsync(request, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private static HttpRequestMessage Request(byte[] body) => new(HttpMethod.Post, new Uri(CountTokensRequest.Path, UriKind.Relative))
    {
        Headers = { { "x-api-key", "test-key" }, { "anthropic-version", "2023-06-01" } },
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
