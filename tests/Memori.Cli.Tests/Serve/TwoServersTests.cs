using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Serve;

/// <summary>Two real servers on one PostgreSQL database: what one acknowledged the other knows.</summary>
public sealed class TwoServersTests(TwoServers servers) : IClassFixture<TwoServers>
{
    private const int Calls = 24;

    private readonly ServiceProcess _one = servers.One;
    private readonly ServiceProcess _two = servers.Two;

    [Fact]
    public async Task What_one_acknowledged_the_other_knows()
    {
        for (var number = 0; number < 12; number++)
        {
            var (writer, reader) = number % 2 == 0 ? (_one, _two) : (_two, _one);
            var id = await RememberAsync(writer, $"The code of project number {number} is quartz-{number}.");
            (await FindAsync(reader, $"quartz-{number}")).ShouldContain(id, customMessage: "read-your-writes across processes");
            if (number % 3 == 0)
            {
                using var deleted = await SendAsync(reader, HttpMethod.Delete, $"/api/memories/{id}?user_id=ann");
                deleted.IsSuccessStatusCode.ShouldBeTrue(await deleted.Content.ReadAsStringAsync());
                (await FindAsync(writer, $"quartz-{number}")).ShouldNotContain(id);
            }
        }
    }

    [Fact]
    public async Task Keys_and_sessions_hold_for_both_and_end_for_both_within_a_second()
    {
        var (_, key) = await JsonAsync(_one, HttpMethod.Post, "/api/admin/keys", 201, new { role = "user", user_id = "ann", name = "ann's" });
        var secret = key["secret"]!.GetValue<string>();
        await UntilAsync(async () => (await StatusAsync(_two, "/api/memories?user_id=ann", secret)) == 200);
        (await StatusAsync(_one, "/api/memories?user_id=ann", secret)).ShouldBe(200);
        using (var revoked = await SendAsync(_two, HttpMethod.Delete, $"/api/admin/keys/{key["id"]!.GetValue<string>()}"))
        {
            revoked.IsSuccessStatusCode.ShouldBeTrue(await revoked.Content.ReadAsStringAsync());
        }

        (await StatusAsync(_two, "/api/memories?user_id=ann", secret)).ShouldBe(401, "at once where it was revoked");
        await UntilAsync(async () => (await StatusAsync(_one, "/api/memories?user_id=ann", secret)) == 401);

        await JsonAsync(_one, HttpMethod.Post, "/api/sessions", 201, new { user_id = "ann", session_id = "s1" });
        (await JsonAsync(_two, HttpMethod.Get, "/api/sessions?user_id=ann", 200)).Body.ToJsonString().ShouldContain("\"s1\"");
    }

    [Fact]
    public async Task A_budget_is_exact_over_both()
    {
        // None of the answers ends, so that every call holds what it may cost at worst: two servers admit as many at once as one.
        var overBoth = await AdmittedAsync("bob", [_one, _two]);
        var overOne = await AdmittedAsync("carl", [_one]);
        servers.Api.Release();
        overBoth.ShouldBe(overOne);
        overBoth.ShouldBeInRange(1, Calls - 1);
        (await servers.Cli.RunAsync("jobs", "run", "ledger-reconciliation", "--json")).ShouldExit(0).Json["last_run"]!["note"].ShouldBeNull("the totals are the sums of the entries");
    }

    [Fact]
    public async Task A_piece_of_work_is_led_by_one()
    {
        var runs = await Task.WhenAll(((ServiceProcess[])[_one, _two, _one, _two]).Select(async service =>
        {
            using var response = await SendAsync(service, HttpMethod.Post, "/api/admin/jobs/backup/run");
            return (int)response.StatusCode;
        }));
        runs.ShouldContain(status => status == 200 || status == 202);
        runs.ShouldAllBe(status => status == 200 || status == 202 || status == 409);
    }

    [Fact]
    public async Task The_size_of_the_database_is_measured()
    {
        // Asked in the background: the first who collects may be too early.
        await UntilAsync(async () =>
        {
            using var response = await SendAsync(_one, HttpMethod.Get, "/metrics");
            var line = (await response.Content.ReadAsStringAsync()).Split('\n').FirstOrDefault(line => line.StartsWith("memori_data_size_bytes", StringComparison.Ordinal));
            return line is not null && double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) > 1_000_000;
        });
    }

    private static async Task<int> AdmittedAsync(string user, ServiceProcess[] services)
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, Calls).Select(async number =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
            {
                Content = JsonContent.Create(new { model = "claude-sonnet-4-5-20250929", max_tokens = 100, stream = true, messages = new[] { new { role = "user", content = "Hello" } } }),
            };
            request.Headers.Add("X-Memori-Key", TwoServers.Admin);
            request.Headers.Add("X-User-Id", user);
            request.Headers.Add("anthropic-version", "2023-06-01");

            // Left open: what it reserved stays reserved.
            var response = await services[number % services.Length].Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            ((int)response.StatusCode).ShouldBeOneOf(200, 429);
            return response.IsSuccessStatusCode;
        }));
        return calls.Count(isAdmitted => isAdmitted);
    }

    private static async Task<string> RememberAsync(ServiceProcess service, string content) =>
        (await JsonAsync(service, HttpMethod.Post, "/api/memories", 201, new { user_id = "ann", content, kind = "fact" })).Body["id"]!.GetValue<string>();

    private static async Task<string> FindAsync(ServiceProcess service, string query) =>
        (await JsonAsync(service, HttpMethod.Post, "/api/memories/search", 200, new { user_id = "ann", query })).Body.ToJsonString();

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        // "Within a second", and what a loaded machine takes for a request or two.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        while (!await holds())
        {
            await Task.Delay(50, deadline.Token);
        }
    }

    private static async Task<int> StatusAsync(ServiceProcess service, string path, string key)
    {
        using var response = await SendAsync(service, HttpMethod.Get, path, null, key);
        return (int)response.StatusCode;
    }

    private static async Task<(int Status, JsonNode Body)> JsonAsync(ServiceProcess service, HttpMethod method, string path, int status, object? body = null)
    {
        using var response = await SendAsync(service, method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        return (status, JsonNode.Parse(text)!);
    }

    private static async Task<HttpResponseMessage> SendAsync(ServiceProcess service, HttpMethod method, string path, object? body = null, string key = TwoServers.Admin)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Memori-Key", key);
        return await service.Client.SendAsync(request);
    }
}
