using Memori.Claude.Models;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat;

public sealed class ModelRulesChatClientTests
{
    public static TheoryData<string> LiveModels =>
        [.. ModelCatalog.BuiltIn.Models.Where(model => model.Retires is null or { Year: 2026, Month: > 11 } or { Year: 2026, Month: 11, Day: 30 }).Select(model => model.Id)];

    [Theory]
    [MemberData(nameof(LiveModels))]
    public async Task Any_request_is_made_to_fit_its_model(string model)
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var schema = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonElement.Parse(
            """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"""));
        var response = await claude.AskAsync(options: new ChatOptions
        {
            ModelId = model,
            MaxOutputTokens = 10_000_000,
            Temperature = 0,
            ResponseFormat = schema,
        });

        response.Text.ShouldBe("OK");
        ModelCatalog.BuiltIn.TryFind(model, out var known).ShouldBeTrue();
        var sent = claude.Emulator.Requests.Single().Body;
        sent["max_tokens"]!.GetValue<int>().ShouldBe(known.MaxOutputTokens);
        sent.ContainsKey("temperature").ShouldBe(known.Temperature);
        sent["messages"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_retired_model_is_asked_by_its_successors_name()
    {
        await using var claude = await ClaudeFixture.StartAsync(now: new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));
        var response = await claude.AskAsync();
        response.ModelId.ShouldBe("claude-sonnet-5-5");
        claude.Emulator.Requests.Single().Model.ShouldBe("claude-sonnet-5-5");
    }

    [Fact]
    public async Task An_unknown_model_is_never_sent()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        (await Should.ThrowAsync<MemoriException>(claude.AskAsync(options: new ChatOptions { ModelId = "claude-99" }))).Code.ShouldBe("unknown-model");
        claude.Emulator.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_callers_options_stay_as_they_were()
    {
        await using var claude = await ClaudeFixture.StartAsync();
        var options = new ChatOptions { Temperature = 0.5f };
        await claude.AskAsync(options: options);
        options.Temperature.ShouldBe(0.5f);
        options.ModelId.ShouldBeNull();
        claude.Emulator.Requests.Single().Body["temperature"]!.GetValue<double>().ShouldBe(0.5);
    }
}
