using System.Text.Json.Nodes;
using Memori.Server.Configuration;
using Memori.Server.Models;

namespace Memori.Server.Tests.Models;

public sealed class ModelEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Models_AreListedWithTheirPricesInForce()
    {
        var models = JsonNode.Parse(await server.Client.GetStringAsync("/api/models", TestContext.Current.CancellationToken))!["models"]!.AsArray();
        var haiku = models.Single(model => (string)model!["id"]! == "claude-haiku-5-5")!;
        ((int)haiku["context_tokens"]!).ShouldBe(1_000_000);
        haiku["prices"]!.AsArray().Select(price => ((long?)price!["up_to_prompt_tokens"], (decimal)price["input"]!, (decimal)price["cache_read"]!))
            .ShouldBe([(100_000, 0.1m, 0.01m), (null, 0.5m, 0.05m)]);
        var old = models.Single(model => (string)model!["id"]! == "claude-3-opus-20240229")!;
        ((string)old["retires"]!, (string)old["successor"]!).ShouldBe(("2026-01-05", "claude-opus-5-5"));
    }

    [Fact]
    public void The_price_of_the_settings_is_that_of_the_configured_model_only()
    {
        var settings = SettingsReader.Read(name => name switch
        {
            "MEMORI_CLAUDE_MODEL" => "claude-sonnet-5",
            "MEMORI_COST_PER_1K_INPUT_TOKENS" => "0.007",
            "MEMORI_COST_PER_1K_OUTPUT_TOKENS" => "0.02",
            _ => null,
        });
        var catalog = settings.LoadModels();
        catalog.EstimateCost("claude-sonnet-5", 1_000, 1_000, new DateOnly(2026, 11, 22)).CostUsd.ShouldBe(0.027m);
        catalog.EstimateCost("claude-sonnet-5-5", 1_000, 1_000, new DateOnly(2026, 11, 22)).CostUsd.ShouldBe(0.012m);
    }
}
