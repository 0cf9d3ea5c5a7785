using System.Diagnostics;
using System.Text;
using Memori.Server.Telemetry.Export;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;
using OpenTelemetry.Exporter;

namespace Memori.Server.Tests.Telemetry.Export;

public sealed class OtlpTests
{
    private const string Secret = "zebra-crossing-4711";

    [Fact]
    public async Task Spans_metrics_and_logs_arrive_without_what_was_said()
    {
        await using var collector = await Collector.StartAsync();
        const string parent = "0af7651916cd43dd8448eb211c80319c";
        var route = $"/api/text2sql/generate?{Secret}=1";
        await using (var chat = await ChatFixture.StartAsync(settings => settings with { OtlpEndpoint = collector.Address, OtlpHeaders = "x-tenant=a", LogLevel = "INFO" }))
        {
            await chat.AskAsync(ChatFixture.Body($"Tell me of the {Secret}."));
            using var through = await chat.Service.SendAsync(
                $$"""{"model":"claude-sonnet-5-5","max_tokens":64,"messages":[{"role":"user","content":"{{Secret}}"}]}""", headers: [("traceparent", $"00-{parent}-b7ad6b7169203331-01"), ("baggage", $"a={Secret}")]);
            through.EnsureSuccessStatusCode();
            chat.Emulator.Requests.ShouldAllBe(request => !request.Headers.Keys.Any(name => name.Equals("traceparent", StringComparison.OrdinalIgnoreCase) || name.Equals("baggage", StringComparison.OrdinalIgnoreCase)));
            await chat.PostAsync(
                new() { ["user_id"] = "ann", ["session_id"] = "s1", ["datasource_id"] = 1, ["query"] = $"How many customers are there named {Secret}?" }, route);
            await chat.PostAsync(new() { ["user_id"] = "ann", ["session_id"] = "s1", ["datasource_id"] = 1, ["sql"] = $"SELECT '{Secret}'" }, "/api/text2sql/execute");
        }

        var spans = collector.Received("Trace");
        foreach (var expected in (string[])["POST /api/ai/chat", "chat claude-sonnet-5-5", "gen_ai.usage.input_tokens", "gen_ai.response.finish_reasons", "search_memory", "ask", "ground", "guard", "SELECT", "db.system.name", "service.name", "memori"])
        {
            spans.ShouldContain(expected);
        }

        // The caller's trace goes on, here and nowhere else.
        spans.Contains(Encoding.Latin1.GetString(Convert.FromHexString(parent)), StringComparison.Ordinal).ShouldBeTrue();
        collector.Received("Metrics").ShouldContain("gen_ai.client.operation.duration");
        collector.Received("Logs").ShouldContain("/v1/messages");
        collector.Received("Logs").ShouldContain("memori.request.id");
        collector.Received("").ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_collector_that_is_gone_or_silent_holds_nobody_up()
    {
        await using var silent = await Collector.StartAsync(isSilent: true);
        foreach (var address in (Uri[])[new("http://127.0.0.1:9"), silent.Address])
        {
            var door = await DoorFixture.StartAsync(settings => settings with { OtlpEndpoint = address });
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < 50; i++)
            {
                using var response = await door.Client.GetAsync(new Uri("/health", UriKind.Relative));
                response.EnsureSuccessStatusCode();
            }

            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
            started = Stopwatch.GetTimestamp();
            await door.DisposeAsync();
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(25));
        }
    }

    [Theory]
    [InlineData("http://c:4317", null, OtlpExportProtocol.Grpc, "http://c:4317/")]
    [InlineData("http://c:4318", null, OtlpExportProtocol.HttpProtobuf, "http://c:4318/v1/traces")]
    [InlineData("https://c/base/", "http/protobuf", OtlpExportProtocol.HttpProtobuf, "https://c/base/v1/traces")]
    [InlineData("http://c:4318", "grpc", OtlpExportProtocol.Grpc, "http://c:4318/")]
    public void Target_speaks_the_protocol_asked_for_or_that_of_the_port(string endpoint, string? asked, OtlpExportProtocol protocol, string address)
    {
        var options = new OtlpExporterOptions();
        new OtlpTarget(new Uri(endpoint), "a=b", asked).Configure(options, "traces");
        (options.Protocol, options.Endpoint.AbsoluteUri, options.Headers).ShouldBe((protocol, address, "a=b"));
    }
}
