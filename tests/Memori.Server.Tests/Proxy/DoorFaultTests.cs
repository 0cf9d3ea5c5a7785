using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Proxy;

public sealed class DoorFaultTests
{
    private const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(402, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(409, true)]
    [InlineData(413, false)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(504, true)]
    [InlineData(529, true)]
    public async Task An_error_of_the_API_passes_as_it_is_costs_nothing_and_is_not_tried_by_two(int status, bool retried)
    {
        await using var door = await DoorFixture.StartAsync(claude: options => (options.MaxRetries, options.RetryDelay) = (1, TimeSpan.Zero));
        door.Emulator.Respond(_ => Reply.Fault(status));
        using var response = await door.SendAsync(Body);
        ((int)response.StatusCode).ShouldBe(status);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)error["error"]!["type"]!).ShouldBe(FaultReply.Of(status).Type);
        ((string)error["request_id"]!).ShouldBe(response.Headers.GetValues("request-id").Single());
        door.Emulator.Requests.Count.ShouldBe(retried ? 2 : 1);
        response.Headers.TryGetValues("x-should-retry", out var should).ShouldBe(retried);
        should?.Single().ShouldBe("false");
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBe(0), day => day.Reserved.ShouldBe(0));
    }

    [Fact]
    public async Task A_thousand_at_once_never_overspend_a_budget_for_a_hundred()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 100 * 100 });
        door.Emulator.Respond(_ => Reply.Text("OK") with { Usage = new EmulatedUsage { Input = 10, Output = 90 } });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async i =>
        {
            using var response = await door.SendAsync(i % 2 == 0 ? Body : Body[..^1] + ",\"stream\":true}");
            return response.StatusCode;
        }));
        var served = statuses.Count(status => status == HttpStatusCode.OK);
        served.ShouldBeInRange(60, 100);
        statuses.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(1_000 - served);
        door.Emulator.Requests.Count(request => request.Path == DoorFixture.Messages).ShouldBe(served);
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBe(served * 100), day => day.Reserved.ShouldBe(0));
        var total = (await door.Ledger.ReportAsync(new UsageQuery { UserId = "local" })).Total;
        total.Requests.ShouldBe(served);
        total.Usage.CostPicodollars.ShouldBe(served * ((10 * 2) + (90 * 10)) * 1_000_000L);
    }

    [Fact]
    public async Task Near_a_limit_the_exact_count_decides()
    {
        await using var door = await DoorFixture.StartAsync();
        var body = Body.Replace("Hi", string.Join(' ', Enumerable.Range(0, 400).Select(i => $"word{i}")), StringComparison.Ordinal);
        using var counted = await door.SendAsync(body.Replace("\"max_tokens\":90,", "", StringComparison.Ordinal), DoorFixture.Messages + "/count_tokens");
        var exact = (long)JsonNode.Parse(await counted.Content.ReadAsStringAsync())!["input_tokens"]!;

        await door.Ledger.SetLimitsAsync(LedgerSubject.User("local"), new SubjectLimits(exact + 89, null));
        using var refused = await door.SendAsync(body);
        await ShouldBeAsync(refused, 429, "rate_limit_error", "daily-token-limit");
        await door.Ledger.SetLimitsAsync(LedgerSubject.User("local"), new SubjectLimits(exact + 90, null));
        using var admitted = await door.SendAsync(body);
        ((int)admitted.StatusCode).ShouldBe(200);
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBeInRange(exact, exact + 90), day => day.Reserved.ShouldBe(0));
    }

    [Theory]
    [InlineData("1000000000000")]
    [InlineData("1e300")]
    [InlineData("999999999999999999999999999999")]
    public async Task A_huge_max_tokens_is_refused_by_the_budget_and_never_shrunk(string maxTokens)
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 1_000_000 });
        using var response = await door.SendAsync(Body.Replace("90", maxTokens, StringComparison.Ordinal), headers: ("Accept-Language", "zh"));
        await ShouldBeAsync(response, 429, "rate_limit_error", "daily-token-limit");
        response.Headers.GetValues("x-should-retry").Single().ShouldBe("false");
        int.Parse(response.Headers.GetValues("retry-after").Single(), CultureInfo.InvariantCulture).ShouldBeInRange(12 * 3600 - 60, 12 * 3600);
        door.Emulator.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_can_not_be_read_goes_on_to_be_explained_and_is_reserved_at_its_worst()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 1_000_000 });
        using var explained = await door.SendAsync("{\"model\":");
        ((int)explained.StatusCode).ShouldBe(400);
        door.Emulator.Requests.Single().RawBody.ShouldBe("{\"model\":");
        await door.Ledger.SetLimitsAsync(LedgerSubject.User("local"), new SubjectLimits(10_000, null));
        using var refused = await door.SendAsync("{\"model\":NaN}");
        await ShouldBeAsync(refused, 429, "rate_limit_error", "daily-token-limit");
        door.Emulator.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_there_is_a_502_and_an_open_circuit_a_529()
    {
        await using var door = await DoorFixture.StartAsync(claude: options =>
        {
            options.BaseUrl = new Uri("http://127.0.0.1:1");
            options.BreakerMinimumCalls = 2;
        });
        for (var i = 0; i < 2; i++)
        {
            using var unreachable = await door.SendAsync(Body);
            await ShouldBeAsync(unreachable, 502, "api_error", "claude-unreachable");
        }

        using var open = await door.SendAsync(Body);
        await ShouldBeAsync(open, 529, "overloaded_error", "claude-circuit-open");
        open.Headers.Contains("retry-after").ShouldBeTrue();
        (await door.StopAsync()).ShouldSatisfyAllConditions(day => day.Used.ShouldBe(0), day => day.Reserved.ShouldBe(0));
    }

    [Fact]
    public async Task Without_a_ledger_nothing_is_asked()
    {
        await using var door = await DoorFixture.StartAsync(services: services => services.AddSingleton(new UsageLedger(new NoDatabase(), TimeProvider.System)));
        using var response = await door.SendAsync(Body);
        await ShouldBeAsync(response, 503, "api_error", "ledger-unavailable");
        door.Emulator.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_above_32_MB_is_refused_in_the_APIs_form()
    {
        await using var door = await DoorFixture.StartAsync();
        using var response = await door.SendAsync(new string(' ', (32 * 1024 * 1024) + 1));
        await ShouldBeAsync(response, 413, "request_too_large", "too-large");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, DoorFixture.Messages) { Content = new StreamContent(new MemoryStream(new byte[(32 * 1024 * 1024) + 1])) };
        chunked.Headers.TransferEncodingChunked = true;
        using var late = await door.Client.SendAsync(chunked);
        await ShouldBeAsync(late, 413, "request_too_large", "too-large");
        door.Emulator.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_of_almost_32_MB_passes()
    {
        await using var door = await DoorFixture.StartAsync();
        var body = Body + new string(' ', (32 * 1024 * 1024) - Body.Length);
        using var response = await door.SendAsync(body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests.Single().RawBytes.Length.ShouldBe(32 * 1024 * 1024);
    }

    private static async Task ShouldBeAsync(HttpResponseMessage response, int status, string type, string code)
    {
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)error["type"]!).ShouldBe("error");
        ((string)error["error"]!["type"]!).ShouldBe(type);
        ((string)error["error"]!["details"]!["error_code"]!).ShouldBe(code);
        ((string)error["error"]!["message"]!).ShouldNotBeEmpty();
        ((string)error["request_id"]!).ShouldBe(response.Headers.GetValues("request-id").Single());
    }

    private sealed class NoDatabase : IDatabase
    {
        public string Dialect => "sqlite";

        public Task<T> ReadAsync<T>(Func<System.Data.Common.DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default) => throw new IOException("gone");

        public Task<T> WriteAsync<T>(Func<System.Data.Common.DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken = default) => throw new IOException("gone");

        public Task MigrateAsync(System.Reflection.Assembly library, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
