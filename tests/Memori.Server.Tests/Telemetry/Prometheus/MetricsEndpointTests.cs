using System.Net.Http.Headers;
using Memori.Server.Access.Keys;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Telemetry.Prometheus;

public sealed class MetricsEndpointTests
{
    [Theory]
    [InlineData("*/*", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text; version=1.0.0,text/plain;version=0.0.4;q=0.5", "application/openmetrics-text; version=1.0.0; charset=utf-8")]
    public async Task A_scrape_after_traffic_is_strictly_of_its_format_and_counts_the_traffic(string accept, string type)
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.AskAsync(ChatFixture.Body("Hello"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.ParseAdd(accept);
        using var response = await chat.Service.Client.SendAsync(request);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse(type));

        var scrape = ScrapeText.Parse(await response.Content.ReadAsStringAsync(), type.StartsWith("application", StringComparison.Ordinal));

        scrape.Sum("http_server_request_duration_seconds_count", "http_route=\"/api/ai/chat\"", "http_response_status_code=\"200\"").ShouldBeGreaterThanOrEqualTo(1);
        scrape.Sum("gen_ai_client_operation_duration_seconds_count", "gen_ai_operation_name=\"chat\"", "gen_ai_provider_name=\"anthropic\"").ShouldBeGreaterThanOrEqualTo(1);
        scrape.Sum("gen_ai_client_token_usage_sum", "gen_ai_token_type=\"output\"").ShouldBeGreaterThanOrEqualTo(1);
        scrape.Sum("memori_ledger_cost_total").ShouldBeGreaterThan(0);
        scrape.Sum("memori_memory_operation_duration_seconds_count", "gen_ai_operation_name=\"search_memory\"").ShouldBeGreaterThanOrEqualTo(1);
        scrape.Sum("memori_claude_circuit_state", "state=\"closed\"").ShouldBeGreaterThanOrEqualTo(1);
        scrape.Sum("process_resident_memory_bytes").ShouldBeGreaterThan(1_000_000);
        scrape.Sum("target_info").ShouldBe(1);
        scrape.Names.ShouldContain("dotnet_gc_collections_total");
    }

    [Fact]
    public async Task Measurements_are_for_administrators_once_there_are_keys_unless_opened()
    {
        foreach (var isOpen in (bool[])[false, true])
        {
            await using var door = await DoorFixture.StartAsync(settings => settings with { MetricsOpen = isOpen });
            var keys = door.Services.GetRequiredService<ApiKeys>();
            var admin = await keys.CreateAsync(new NewApiKey("admin", KeyRole.Admin));
            var user = await keys.CreateAsync(new NewApiKey("user", KeyRole.User) { UserId = "ann" });

            (await ScrapeAsync(door, null)).ShouldBe(isOpen ? 200 : 401);
            (await ScrapeAsync(door, user.Secret)).ShouldBe(isOpen ? 200 : 403);
            (await ScrapeAsync(door, admin.Secret)).ShouldBe(200);
        }
    }

    [Fact]
    public async Task Names_that_callers_choose_make_a_bounded_number_of_series()
    {
        await using var door = await DoorFixture.StartAsync();
        for (var i = 0; i < 230; i++)
        {
            using var response = await door.Client.PostAsync(
                DoorFixture.Messages, new StringContent($$"""{"model":"chosen-{{i}}","max_tokens":5,"messages":[{"role":"user","content":"x"}]}"""));
        }

        var scrape = ScrapeText.Parse(await door.Client.GetStringAsync("/metrics"), isOpenMetrics: false);
        scrape.Series("gen_ai_client_operation_duration_seconds_count").ShouldBeLessThanOrEqualTo(251);
        scrape.Series("gen_ai_client_token_usage_count").ShouldBeLessThanOrEqualTo(251);
    }

    private static async Task<int> ScrapeAsync(DoorFixture door, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (key is not null)
        {
            request.Headers.Add("X-Memori-Key", key);
        }

        using var response = await door.Client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
