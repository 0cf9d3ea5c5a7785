using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Usage;

public sealed class UsageEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private UsageLedger Ledger => server.Services.GetRequiredService<UsageLedger>();

    [Fact]
    public async Task Report_OfAUser_HasTheGuidesFieldsAndTheExactOnes()
    {
        var (status, recorded) = await server.PostAsync("/api/usage/record", new
        {
            user_id = "周",
            model = "claude-haiku-4-5-20251001",
            input_tokens = 1000,
            output_tokens = 200,
            cache_creation_input_tokens = 40,
            cache_read_input_tokens = 10,
        });
        status.ShouldBe(200);
        ((long)recorded["total_tokens"]!, (decimal)recorded["cost_usd"]!).ShouldBe((1250, 0.002051m));
        await Ledger.ReserveAsync(new ReservationRequest
        {
            Payer = new Payer { UserId = "周" },
            Model = "claude-haiku-4-5-20251001",
            Tokens = 500,
            CostPicodollars = 1,
            Lifetime = TimeSpan.FromHours(1),
        });

        var report = await GetAsync("/api/usage?user_id=周&days=3");

        var today = Ledger.Today.ToString("O", CultureInfo.InvariantCulture);
        ((string?)report["user_id"], (int)report["period_days"]!, (long)report["total_tokens"]!, (decimal)report["estimated_cost"]!).ShouldBe(("周", 3, 1250, 0.002051m));
        ((long)report["daily_breakdown"]![today]!).ShouldBe(1250);
        var day = report["by_day"]![0]!;
        ((string?)day["day"], (long)day["usage"]!["cache_read_input_tokens"]!, (decimal)day["usage"]!["cost_usd"]!).ShouldBe((today, 10, 0.002051m));
        ((string?)report["by_model"]![0]!["model"]).ShouldBe("claude-haiku-4-5-20251001");
        var standing = report["today"]!;
        ((long)standing["used"]!, (long)standing["reserved"]!, (long)standing["limit"]!, (long)standing["remaining"]!).ShouldBe((1250, 500, 1_000_000, 998_250));
    }

    [Fact]
    public async Task Report_OfAnotherThanTheCaller_IsRefused()
    {
        await server.PostAsync("/api/usage/record", new { user_id = "mallory", input_tokens = 7 });

        (await StatusAsync(HttpMethod.Get, "/api/usage?user_id=ann", ("X-User-Id", "mallory"))).ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await GetAsync("/api/usage", ("X-User-Id", "mallory")))["user_id"]).ShouldBe("mallory");
        ((long)(await GetAsync("/api/usage?user_id=nobody"))["total_tokens"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Check_ByTheGuide_AllowsOrSaysWhyNot()
    {
        (await PutAsync("/api/usage/limits/user/checked", new { daily_tokens = 1000, tokens_per_request = 800 })).ShouldBe(HttpStatusCode.OK);

        var (_, allowed) = await server.PostAsync("/api/usage/check", new { user_id = "checked", estimated_tokens = 600, model = "claude-haiku-4-5-20251001" });
        ((bool)allowed["allowed"]!, (string?)allowed["reason"], (long)allowed["current_usage"]!, (long)allowed["daily_limit"]!, (decimal)allowed["estimated_cost"]!)
            .ShouldBe((true, "OK", 0, 1000, 0.0018m));
        var (_, tooLarge) = await server.PostAsync("/api/usage/check", new { user_id = "checked", estimated_tokens = 900 });
        ((bool)tooLarge["allowed"]!, (string?)tooLarge["code"], (decimal)tooLarge["estimated_cost"]!).ShouldBe((false, "request-token-limit", 0));
        var (_, tooMuch) = await server.PostAsync("/api/usage/check", new { user_id = "checked", estimated_tokens = 1001 }, ("Accept-Language", "zh"));
        ((string?)tooMuch["code"], ((string?)tooMuch["reason"])!.Contains("每日", StringComparison.Ordinal)).ShouldBe(("daily-token-limit", true));
    }

    [Fact]
    public async Task Record_OfAModelThatNobodyKnows_IsNeverFree()
    {
        var (_, recorded) = await server.PostAsync("/api/usage/record", new { user_id = "u", model = "claude-next", output_tokens = 1000 });

        ((decimal)recorded["cost_usd"]!).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"user_id":"u","input_tokens":-1}""")]
    [InlineData("""{"user_id":"u","output_tokens":9223372036854775807}""")]
    [InlineData("""{"user_id":"u","model":"a\u0000b"}""")]
    public async Task Record_WhatCannotBe_IsRefused(string body) => (await server.PostAsync("/api/usage/record", JsonNode.Parse(body)!)).Status.ShouldBe(400);

    [Fact]
    public async Task Requests_WithoutAUserOrWithNonsense_AreRefused()
    {
        (await server.PostAsync("/api/usage/check", new { estimated_tokens = 1 })).Status.ShouldBe(401);
        (await server.PostAsync("/api/usage/check", new { user_id = "u", estimated_tokens = -1 })).Status.ShouldBe(400);
        (await StatusAsync(HttpMethod.Get, "/api/usage?days=0")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(HttpMethod.Get, "/api/usage?days=9999")).ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync("/api/usage/limits/user/u", new { daily_tokens = -1 })).ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync("/api/usage/limits/group/u", new { daily_tokens = 1 })).ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync("/api/usage/limits/key/none", new { daily_tokens = 1 })).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Limits_AreTheOperators_AndTakenBackTheGeneralOnesHold()
    {
        (await PutAsync("/api/usage/limits/user/greedy", new { daily_tokens = 1_000_000_000L }, ("X-User-Id", "greedy"))).ShouldBe(HttpStatusCode.Forbidden);
        (await PutAsync("/api/usage/limits/user/a%2Fb", new { daily_tokens = 5 })).ShouldBe(HttpStatusCode.OK);
        var own = await GetAsync("/api/usage/limits/user/a%2Fb");
        ((long)own["limit"]!, (bool)own["own_limits"]!).ShouldBe((5, true));
        (await Ledger.LimitsAsync(LedgerSubject.User("a/b"))).ShouldBe(new SubjectLimits(5, null));

        (await StatusAsync(HttpMethod.Delete, "/api/usage/limits/user/a%2Fb")).ShouldBe(HttpStatusCode.NoContent);
        ((long)(await GetAsync("/api/usage/limits/user/a%2Fb"))["limit"]!).ShouldBe(1_000_000);
    }

    private async Task<JsonNode> GetAsync(string route, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(HttpMethod.Get, route, null, headers);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpStatusCode> PutAsync(string route, object body, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(HttpMethod.Put, route, body, headers);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpMethod method, string route, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, route, null, headers);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string route, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, route) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await server.Client.SendAsync(request);
    }
}
