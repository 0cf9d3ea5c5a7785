using System.Text;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>Without Claude: what works all the same, what says that it can't, and what a client sends that is no client.</summary>
[Collection(nameof(OfflineSuite))]
public sealed class OfflineTests(OfflineService service) : Suite
{
    private static readonly (string, string)[] Who = [("X-User-Id", "offline"), ("X-Session-Id", "s1")];

    [Fact]
    public async Task Questions_are_answered_by_rules_and_cost_nothing()
    {
        var answer = (await service.PostAsync("/api/text2sql/generate", new { datasource_id = 1, query = "最近三个月销售额最高的5个产品", execute = true }, Who)).Is(200);
        answer.Word("sql").ShouldContain("LIMIT 5");
        (answer["usage"]["total_tokens"]!.GetValue<long>(), answer.Word("generator")).ShouldBe((0, "embedded"));
    }

    [Fact]
    public async Task A_question_that_nobody_understands_is_asked_back_not_failed()
    {
        var answer = (await service.PostAsync("/api/text2sql/generate", new { datasource_id = 1, query = "glorp the wimble?" }, Who)).Is(200);
        answer.Json["sql"].ShouldBeNull();
        answer["clarification"]["question"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Chat_says_that_there_is_no_Claude()
    {
        var turn = new { messages = new[] { new { role = "user", content = "x" } } };
        (await service.PostAsync("/api/ai/chat", turn, Who)).Fails(503, "claude-not-configured");
        (await service.PostAsync("/api/ai/chat", turn, [.. Who, ("Accept", "text/event-stream")])).Fails(503, "claude-not-configured");
        (await service.PostAsync("/api/ai/chat", turn, [.. Who, ("Accept-Language", "zh-CN")])).Fails(503, "claude-not-configured");
    }

    [Fact]
    public async Task The_door_passes_on_the_caller_s_own_key_and_says_when_nobody_is_there() =>
        (await service.PostAsync("/v1/messages", new { model = "claude-haiku-4-5", max_tokens = 9, messages = new[] { new { role = "user", content = "x" } } }, ("x-api-key", "sk-ant-own"), ("anthropic-version", "2023-06-01")))
            .FailsAsAnthropic(502, "api_error", "claude-unreachable");

    [Fact]
    public async Task Without_Claude_it_is_alive_and_ready()
    {
        (await service.GetAsync("/health")).Is(200);
        (await service.GetAsync("/health/ready")).Is(200).Word("status").ShouldBe("ok");
    }

    [Fact]
    public async Task What_HttpClient_would_not_send_is_refused_and_nothing_falls()
    {
        (await RawAsync("GET /health HTTP/1.1\r\n\r\n")).ShouldStartWith("HTTP/1.1 400 ");
        (await RawAsync("BREW /coffee\r\n\r\n")).ShouldStartWith("HTTP/1.1 400 ");
        (await RawAsync("GET /api/memories HTTP/1.1\r\nHost: localhost\r\nX-User-Id: a\0b\r\n\r\n")).ShouldStartWith("HTTP/1.1 400 ");
        (await RawAsync($"GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 64 << 10)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431 ");
        (await RawAsync("POST /api/memories HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 413 ");
        (await RawAsync("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n")).ShouldContain("request_too_large");
        (await RawAsync("POST /api/memories HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n")).ShouldStartWith("HTTP/1.1 400 ");
        (await RawAsync("POST /api/memories HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\nConnection: close\r\n\r\n{\"user_id\":", close: true)).ShouldNotContain(" 500 ");
        (await service.GetAsync("/health")).Is(200);
    }

    [Theory]
    [InlineData("/api/memories/..%2f..%2fetc%2fpasswd?user_id=u", 404)]
    [InlineData("/api/../../etc/passwd", 404)]
    [InlineData("/docs/..%2f..%2fMemori.Cli.dll", 404)]
    [InlineData("/docs/%2e%2e/%2e%2e/Memori.Cli.dll", 404)]
    [InlineData("/api/sessions/%00?user_id=u", 400)]
    [InlineData("//evil.example/api", 404)]
    public async Task A_path_leads_nowhere_but_to_a_route(string path, int status)
    {
        var answer = await RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a%0d%0aX-Evil:%201")]
    [InlineData("é")]
    [InlineData("../../etc")]
    [InlineData("' OR 1=1 --")]
    public async Task A_hostile_id_makes_no_header_and_reaches_nobody_else(string id)
    {
        await service.PostAsync("/api/memories", new { user_id = "victim", content = "A victim's memory." });
        var answer = await RawAsync($"GET /api/memories HTTP/1.1\r\nHost: localhost\r\nX-User-Id: {id}\r\nConnection: close\r\n\r\n");
        answer.ShouldNotContain("\r\nX-Evil");
        answer.ShouldNotContain("victim");
        answer[9..12].ShouldBeOneOf("200", "400");
    }

    private async Task<string> RawAsync(string request, bool close = false)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await socket.ConnectAsync(service.Address.Host, service.Address.Port, deadline.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), deadline.Token);
        if (close)
        {
            socket.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        }

        using var answer = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, deadline.Token)) > 0;)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // It was hung up on, as whoever sends such things may be.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
