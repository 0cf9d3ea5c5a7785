using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Serve;

/// <summary>The real service over a PostgreSQL server that is down when it starts, and goes down later.</summary>
public sealed class StateOutageTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_service_waits_for_its_database_refuses_while_it_is_down_and_loses_nothing_acknowledged()
    {
        await using var server = await StateServer.StartAsync();
        _cli.Environment["MEMORI_DATABASE_URL"] = server.Url;
        _cli.Environment["MEMORI_RATE_LIMIT_PER_MINUTE"] = "0";
        await server.DownAsync();
        await using var service = await ServiceProcess.StartAsync(_cli, "--urls", $"http://127.0.0.1:{FreePort.Find()}");
        service.Said.ShouldContain("state-database-unavailable");
        await ShouldBeDownAsync(service);

        await server.UpAsync();
        await ReadyAsync(service);
        ConcurrentBag<string> acknowledged = [];
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => WriteAsync(service, writer, acknowledged, enough.Token))).ToArray();
        await ManyMoreAsync(acknowledged);
        await server.DownAsync();
        await ShouldBeDownAsync(service);
        await server.UpAsync();
        await ManyMoreAsync(acknowledged);
        await server.CrashAsync();
        await ManyMoreAsync(acknowledged);
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await ReadyAsync(service);

        HashSet<string> kept = [];
        for (var writer = 0; writer < writers.Length; writer++)
        {
            var page = await service.Client.GetFromJsonAsync<JsonNode>($"/api/memories?user_id=u{writer}&limit=1000");
            kept.UnionWith(page!["memories"]!.AsArray().Select(memory => memory!["id"]!.GetValue<string>()));
        }

        acknowledged.Except(kept).ShouldBeEmpty("what was acknowledged is there");
        await service.SignalAsync("TERM");
        (await service.EndedAsync()).ShouldBe(0, service.Said);
        (await _cli.RunAsync("doctor", "--json")).Json["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>()).ShouldBe(["row-security-off"], "it is the server's superuser");
    }

    [Fact]
    public async Task A_service_that_waits_stops_when_it_is_told_to()
    {
        _cli.Environment["MEMORI_DATABASE_URL"] = $"postgres://nobody@127.0.0.1:{FreePort.Find()}/none";
        await using var service = await ServiceProcess.StartAsync(_cli);
        await service.SignalAsync("TERM");
        (await service.EndedAsync()).ShouldBe(0, service.Said);
        service.Said.ShouldNotContain("   at ");
    }

    private static async Task ShouldBeDownAsync(ServiceProcess service)
    {
        using var alive = await service.Client.GetAsync("/health");
        alive.IsSuccessStatusCode.ShouldBeTrue(await alive.Content.ReadAsStringAsync());

        // What was found a moment ago is answered again for a moment.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await service.Client.GetAsync("/health/ready", deadline.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(100, deadline.Token);
        }

        foreach (var route in (string[])["/health/ready", "/api/memories?user_id=ann", "/api/sessions?user_id=ann"])
        {
            using var response = await service.Client.GetAsync(route);
            var text = await response.Content.ReadAsStringAsync();
            ((int)response.StatusCode).ShouldBe(503, text);
            response.Headers.RetryAfter.ShouldNotBeNull();
            text.ShouldContain(route == "/health/ready" ? "\"failed\"" : "\"state-database-unavailable\"", customMessage: text);
        }

        using var door = await service.Client.PostAsJsonAsync("/v1/messages", new { model = "claude-sonnet-4-5", max_tokens = 5, messages = new[] { new { role = "user", content = "hi" } } });
        ((int)door.StatusCode).ShouldBe(503);
        (await door.Content.ReadAsStringAsync()).ShouldContain("\"type\":\"error\"");
    }

    private static async Task ReadyAsync(ServiceProcess service)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var response = await service.Client.GetAsync("/health/ready", deadline.Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Between what waits and what serves nobody listens for a moment.
            }

            await Task.Delay(100, deadline.Token);
        }
    }

    private static async Task WriteAsync(ServiceProcess service, int writer, ConcurrentBag<string> acknowledged, CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var id = $"{writer}-{number}";
            using var response = await service.Client.PostAsJsonAsync(
                "/api/memories", new { user_id = $"u{writer}", id, content = $"Number {number} of {writer} is {number * 37}.", kind = "fact" }, CancellationToken.None);
            if ((int)response.StatusCode == 201)
            {
                acknowledged.Add(id);
            }
            else
            {
                ((int)response.StatusCode).ShouldBe(503, await response.Content.ReadAsStringAsync(CancellationToken.None));
            }
        }
    }

    private static async Task ManyMoreAsync(ConcurrentBag<string> acknowledged)
    {
        var before = acknowledged.Count;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (acknowledged.Count < before + 20)
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
