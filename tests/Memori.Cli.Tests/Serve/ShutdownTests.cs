using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Serve;

public sealed class ShutdownTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_stream_that_is_under_way_comes_to_its_end_and_the_service_ends_well()
    {
        await using var api = await GatedApi.StartAsync();
        await using var service = await StartAsync(api, seconds: 60);
        var stream = await StreamAsync(service);
        await stream.UntilAsync("delta");

        await service.SignalAsync("TERM");
        await UnreadyAsync(service);
        api.Release();

        await stream.UntilAsync("done");
        stream.Text.ShouldBe("first half, second half");
        (await service.EndedAsync()).ShouldBe(0, service.Said);
        service.Said.ShouldContain("Memori has stopped.");
        var usage = (await _cli.RunAsync("usage", "--user", "ann", "--json")).ShouldExit(0).Output;
        usage.ShouldContain("\"output_tokens\":8");
    }

    [Fact]
    public async Task A_stream_that_does_not_end_is_ended_told_so_and_paid_for()
    {
        await using var api = await GatedApi.StartAsync();
        await using var service = await StartAsync(api, seconds: 1);
        var stream = await StreamAsync(service);
        await stream.UntilAsync("delta");

        await service.SignalAsync("INT");

        (await stream.UntilAsync("error"))["code"]!.GetValue<string>().ShouldBe("shutting-down");
        (await service.EndedAsync()).ShouldBe(0, service.Said);
        var spent = (await _cli.RunAsync("usage", "--user", "ann", "--json")).ShouldExit(0).Json;
        spent.ToJsonString().ShouldNotContain("\"requests\":0,");
        (await _cli.RunAsync("doctor", "--json")).ShouldExit(0);
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var api = await GatedApi.StartAsync();
        await using var service = await StartAsync(api, seconds: 600);
        var stream = await StreamAsync(service);
        await stream.UntilAsync("delta");

        await service.SignalAsync("TERM");
        await UnreadyAsync(service);
        await service.SignalAsync("TERM");

        (await service.EndedAsync()).ShouldBe(143, service.Said);
    }

    [Fact]
    public async Task Queued_jobs_are_done_by_the_next_service_at_once()
    {
        await using (var service = await ServiceProcess.StartAsync(_cli))
        {
            for (var i = 0; i < 30; i++)
            {
                var said = new { user_id = $"u{i}", session_id = "s", user_message = $"My favourite colour is shade {i}.", assistant_message = "Noted." };
                using var answer = await service.Client.PostAsJsonAsync("/api/memories/observe", said);
                ((int)answer.StatusCode).ShouldBeInRange(200, 299, await answer.Content.ReadAsStringAsync());
            }

            await service.SignalAsync("TERM");
            (await service.EndedAsync()).ShouldBe(0, service.Said);
        }

        var left = (await _cli.RunAsync("jobs", "--json")).ShouldExit(0).Json;
        left["queues"]!.AsArray().Sum(queue => queue!["running"]!.GetValue<int>()).ShouldBe(0, "a job under a lease would wait for minutes");
        var done = (await _cli.RunAsync("jobs", "--run", "--json")).ShouldExit(0).Json;
        done["queues"]!.AsArray().Sum(queue => queue!["waiting"]!.GetValue<int>()).ShouldBe(0);
    }

    private async Task<ServiceProcess> StartAsync(GatedApi api, int seconds)
    {
        _cli.Environment["MEMORI_ANTHROPIC_API_KEY"] = "emulated";
        _cli.Environment["MEMORI_ANTHROPIC_BASE_URL"] = api.Address;
        _cli.Environment["MEMORI_SHUTDOWN_TIMEOUT_SECONDS"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return await ServiceProcess.StartAsync(_cli);
    }

    /// <summary>Waits until it refuses, or is deaf to, whoever asks whether it is ready.</summary>
    private static async Task UnreadyAsync(ServiceProcess service)
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while ((await service.Client.GetAsync("/health/ready", deadline.Token)).IsSuccessStatusCode)
            {
                await Task.Yield();
            }
        }
        catch (HttpRequestException)
        {
            // It takes no more connections.
        }
    }

    private static async Task<Events> StreamAsync(ServiceProcess service)
    {
        var body = new JsonObject
        {
            ["user_id"] = "ann",
            ["session_id"] = "s",
            ["stream"] = true,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" }),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/ai/chat") { Content = JsonContent.Create(body) };
        var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        ((int)response.StatusCode).ShouldBe(200, response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync());
        return new Events(SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    /// <summary>The events of a stream, as they come.</summary>
    private sealed class Events(IAsyncEnumerator<SseItem<string>> source)
    {
        public string Text { get; private set; } = "";

        public async Task<JsonNode> UntilAsync(string name)
        {
            while (await source.MoveNextAsync())
            {
                var data = JsonNode.Parse(source.Current.Data)!;
                if (source.Current.EventType == "delta")
                {
                    Text += data["text"]!.GetValue<string>();
                }

                if (source.Current.EventType == name)
                {
                    return data;
                }
            }

            throw new InvalidOperationException($"The stream ended without {name}.");
        }
    }
}
