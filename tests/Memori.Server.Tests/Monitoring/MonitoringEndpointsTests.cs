using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Alerts;
using Memori.Ledger;
using Memori.Server.Access.Keys;
using Memori.Server.Monitoring.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Monitoring;

/// <summary>A server of its own for each test: its figures are counted to the last one.</summary>
public sealed class MonitoringEndpointsTests : IAsyncLifetime
{
    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Figures_OfNothing_AreTheGuidesZeroForms()
    {
        (await TextAsync("/api/monitoring/stats/hourly?hours=5")).ShouldBe("""{"period_hours":5,"total_requests":0,"success_rate":0,"total_cost":0,"avg_latency_ms":0}""");
        (await TextAsync("/api/monitoring/stats/user/ann")).ShouldBe("""{"user_id":"ann","period_days":7,"total_requests":0}""");
        (await TextAsync("/api/monitoring/memory/growth/ann/s1")).ShouldBe("""{"user_id":"ann","session_id":"s1","data_points":0}""");
        (await TextAsync("/api/monitoring/performance")).ShouldBe("""{"status":"insufficient_data","recommendations":[]}""");
        (await TextAsync("/api/monitoring/leak")).ShouldBe("""{"leak_detected":false,"reason":"Insufficient data points"}""");
        (await TextAsync("/api/monitoring/leak", ("Accept-Language", "zh"))).ShouldContain("数据点不足");
        ((long)(await GetAsync("/api/monitoring/usage"))["total_tokens"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Alerts_AreKept_UntilThePersonTheyAreAboutIsForgotten()
    {
        var alerts = _server.Services.GetRequiredService<AlertSink>();
        await alerts.RaiseAsync(new Alert { Kind = AlertKinds.ErrorRate, Key = "now", Message = "6 of 20 requests failed.", Value = 0.3, Threshold = 0.05 });
        await alerts.RaiseAsync(new Alert { Kind = AlertKinds.MemorySize, Key = "ann/today", Message = "Large memory size for ann.", Subject = LedgerSubject.User("ann") });

        var given = (await GetAsync("/api/admin/alerts"))["alerts"]!.AsArray();

        given.Select(alert => (string)alert!["kind"]!).ShouldBe(["error-rate", "memory-size"], ignoreOrder: true);
        given.Single(alert => (string)alert!["kind"]! == "error-rate")!["threshold"]!.GetValue<double>().ShouldBe(0.05);
        (await GetAsync("/api/admin/alerts?before=2020-01-01T00:00:00Z"))["alerts"]!.AsArray().ShouldBeEmpty();
        (await _server.Client.DeleteAsync("/api/users/ann")).IsSuccessStatusCode.ShouldBeTrue();
        (await GetAsync("/api/admin/alerts"))["alerts"]!.AsArray().ShouldHaveSingleItem()!["kind"]!.GetValue<string>().ShouldBe("error-rate");
    }

    [Fact]
    public async Task Requests_AreCountedByTypeAndUser_AndWhatIsRefusedIsNoFailure()
    {
        (await _server.PostAsync("/api/memories", new { user_id = "ann", session_id = "s1", content = "The fiscal year begins in April", kind = "fact" })).Status.ShouldBeInRange(200, 201);
        (await _server.PostAsync("/api/memories", new { user_id = "ann", session_id = "s1", content = "" })).Status.ShouldBe(400);
        (await _server.PostAsync("/api/memories/search", new { user_id = "ann", session_id = "s1", query = "fiscal year" })).Status.ShouldBe(200);
        (await _server.PostAsync("/api/text2sql/generate", new { user_id = "ben", session_id = "s2", query = "How many customers are there?", datasource_id = 1 })).Status.ShouldBe(200);
        (await _server.Client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _server.Client.GetAsync("/api/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await FlushAsync();

        var stats = await GetAsync("/api/monitoring/stats/hourly");
        foreach (var name in (string[])[
            "period_hours", "total_requests", "successful_requests", "success_rate", "total_tokens", "avg_tokens_per_request", "total_cost", "avg_cost_per_request", "avg_latency_ms",
            "p95_latency_ms", "p99_latency_ms"])
        {
            stats[name].ShouldNotBeNull(name);
        }

        ((int)stats["total_requests"]!, (int)stats["successful_requests"]!, (int)stats["total"]!["refused_requests"]!, (int)stats["total"]!["failed_requests"]!).ShouldBe((4, 4, 1, 0));
        stats["by_type"]!.AsArray().Select(type => ((string?)type!["request_type"], (int)type["figures"]!["requests"]!)).ShouldBe([("memory", 3), ("text2sql", 1)]);
        ((int)stats["total"]!["memories_created"]!).ShouldBeGreaterThanOrEqualTo(1);
        ((int)stats["by_type"]![0]!["figures"]!["memories_retrieved"]!).ShouldBe(1);
        ((double)stats["by_type"]![0]!["figures"]!["avg_memory_retrieval_ms"]!).ShouldBeGreaterThan(0);
        ((double)stats["p95_latency_ms"]!).ShouldBeLessThanOrEqualTo((double)stats["p99_latency_ms"]!);

        var ann = await GetAsync("/api/monitoring/stats/user/ann");
        ((string?)ann["user_id"], (int)ann["period_days"]!, (int)ann["total_requests"]!, (long)ann["total_tokens"]!).ShouldBe(("ann", 7, 3, 0));
        ((int)(await GetAsync("/api/monitoring/stats/hourly?user_id=ben"))["total_requests"]!).ShouldBe(1);
        (await TextAsync("/api/monitoring/performance/report")).ShouldStartWith("# Performance Optimization Report\nStatus: ");
        (await TextAsync("/api/monitoring/performance/report", ("Accept-Language", "zh-CN"))).ShouldStartWith("# 性能优化报告");
    }

    [Theory]
    [InlineData("/api/monitoring/stats/hourly?hours=0", "invalid-hours")]
    [InlineData("/api/monitoring/stats/hourly?hours=999999999", "invalid-hours")]
    [InlineData("/api/monitoring/stats/hourly?hours=many", "bad-request")]
    [InlineData("/api/monitoring/stats/user/ann?days=-1", "invalid-days")]
    [InlineData("/api/monitoring/stats/user/%0A", "invalid-id")]
    [InlineData("/api/monitoring/usage?days=0", "invalid-days")]
    public async Task Questions_ThatMakeNoSense_AreRefused(string route, string code)
    {
        using var response = await _server.Client.GetAsync(route);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task Figures_AreForWhoMayKnowThem()
    {
        (await _server.Client.GetAsync("/api/monitoring/stats/user/ben")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var keys = _server.Services.GetRequiredService<ApiKeys>();
        var admin = (await keys.CreateAsync(new NewApiKey("", KeyRole.Admin))).Secret;
        var ann = (await keys.CreateAsync(new NewApiKey("", KeyRole.User, "ann"))).Secret;
        var service = (await keys.CreateAsync(new NewApiKey("", KeyRole.Service))).Secret;
        (await _server.PostAsync("/api/memories", new { session_id = "s1", content = "One" }, ("x-api-key", ann))).Status.ShouldBeInRange(200, 201);
        (await _server.PostAsync("/api/memories", new { user_id = "ben", session_id = "s1", content = "Two" }, ("x-api-key", service))).Status.ShouldBeInRange(200, 201);
        await FlushAsync();

        ((int)(await GetAsync("/api/monitoring/stats/hourly", ("x-api-key", admin)))["total_requests"]!).ShouldBe(2);
        ((int)(await GetAsync("/api/monitoring/stats/hourly", ("x-api-key", ann)))["total_requests"]!).ShouldBe(1);
        ((string?)(await GetAsync("/api/monitoring/usage", ("x-api-key", ann)))["user_id"]).ShouldBe("ann");
        ((int)(await GetAsync("/api/monitoring/stats/user/ben", ("x-api-key", service)))["total_requests"]!).ShouldBe(1);
        foreach (var (route, key) in ((string, string)[])[
            ("/api/monitoring/stats/user/ben", ann), ("/api/monitoring/memory/growth/ben/s1", ann), ("/api/monitoring/stats/hourly?user_id=ben", ann), ("/api/monitoring/usage?user_id=ben", ann),
            ("/api/monitoring/leak", ann), ("/api/monitoring/performance", ann), ("/api/monitoring/performance/report", service), ("/api/monitoring/stats/hourly", service)])
        {
            (await StatusAsync(route, key)).ShouldBe(HttpStatusCode.Forbidden, route);
        }

        (await StatusAsync("/api/monitoring/stats/hourly", null)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task FlushAsync() => _server.Services.GetRequiredService<RequestRecorder>().FlushAsync(default);

    private async Task<HttpStatusCode> StatusAsync(string route, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        request.Headers.TryAddWithoutValidation("x-api-key", key);
        using var response = await _server.Client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<JsonNode> GetAsync(string route, params (string Name, string Value)[] headers) => JsonNode.Parse(await TextAsync(route, headers))!;

    private async Task<string> TextAsync(string route, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }
}
