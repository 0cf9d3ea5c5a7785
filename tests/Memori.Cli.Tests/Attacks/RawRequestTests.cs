using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Memori.Cli.Tests.Serve;

namespace Memori.Cli.Tests.Attacks;

/// <summary>Bytes that no client sends, to a service that nobody needs a key for: it serves this machine alone, one answer a request, and nobody holds on to it.</summary>
public sealed class RawRequestTests : IAsyncLifetime
{
    private const string Here = "Host: localhost\r\n";
    private const string Json = "X-User-Id: eve\r\nContent-Type: application/json\r\n";
    private const string Hidden = "GET /api/version HTTP/1.1\r\n" + Here + "Connection: close\r\n\r\n";

    private readonly CliProcess _cli = new();
    private ServiceProcess _service = null!;

    public async ValueTask InitializeAsync() => _service = await ServiceProcess.StartAsync(_cli);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _cli.Dispose();
    }

    [Fact]
    public async Task No_request_is_hidden_in_another()
    {
        foreach (var smuggled in (string[])
        [
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Content-Length: 6\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{{}}\r\n0\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Transfer-Encoding: chunked\r\n\r\n2;a=\n\r\n{{}}\r\n0\r\n\r\n{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Content-Length: 2, 2\r\n\r\n{{}}{Hidden}",
            $"POST /api/sessions HTTP/1.1\r\n{Here}{Json}Content-Length: 9223372036854775807\r\n\r\n{{}}{Hidden}",
            $"GET /api/version HTTP/1.1\r\n{Here}X: 1\r\n Content-Length: 3\r\n\r\n{Hidden}",
        ])
        {
            var answer = await RawAsync(smuggled);
            answer.ShouldStartWith("HTTP/1.1 4", customMessage: smuggled);
            answer.Split("HTTP/1.1 ").Length.ShouldBe(2, smuggled + answer);
        }
    }

    [Fact]
    public async Task As_long_as_nobody_needs_a_key_no_page_and_no_other_name_is_answered()
    {
        foreach (var (headers, status) in ((string, int)[])
        [
            (Here, 200),
            ("Host: 127.0.0.1:1\r\n", 200),
            ("Host: [::1]\r\n", 200),
            (Here + "Origin: http://localhost:5173\r\n", 200),
            (Here + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n", 200),
            (Here + "Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n", 200),
            (Here + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n", 200),
            (Here + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n", 403),
            (Here + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n", 403),
            (Here + "Origin: http://localhost\r\nOrigin: https://evil.example\r\n", 403),
            (Here + "Origin: http://localhost, https://evil.example\r\n", 403),
            (Here + "Origin: http://localhost@evil.example\r\n", 403),
            (Here + "Origin: http://localhost\\@evil.example\r\n", 403),
            (Here + "Origin: chrome-extension://localhost\r\n", 403),
            (Here + "Origin: file://\r\n", 403),
            ("Host: localhost.\r\n", 403),
            ("Host: 0.0.0.0\r\n", 403),
            ("Host:\r\n", 403),
            ("Host: localhost@evil.example\r\n", 400),
            (Here + "Host: localhost\r\n", 400),
            ("", 400),
        ])
        {
            (await RawAsync($"GET /api/memories HTTP/1.1\r\n{headers}X-User-Id: eve\r\nConnection: close\r\n\r\n")).ShouldStartWith($"HTTP/1.1 {status}", customMessage: headers);
        }

        (await RawAsync("GET http://evil.example/api/memories HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
        (await RawAsync("GET /api/memories HTTP/1.0\r\n\r\n")).ShouldStartWith("HTTP/1.1 403");
        (await RawAsync($"TRACE /api/memories HTTP/1.1\r\n{Here}X-Canary: zirkon\r\nConnection: close\r\n\r\n")).ShouldNotContain("zirkon");
    }

    [Fact]
    public async Task Clients_that_never_finish_hold_nothing_up_and_are_shown_out()
    {
        List<TcpClient> idle = [];
        try
        {
            for (var i = 0; i < 300; i++)
            {
                idle.Add(await SendAsync($"GET /api/memories HTTP/1.1\r\n{Here}X-Never: {new string('a', 4_000)}"));
            }

            for (var i = 0; i < 30; i++)
            {
                idle.Add(await SendAsync($"POST /api/memories HTTP/1.1\r\n{Here}{Json}Transfer-Encoding: chunked\r\n\r\n5\r\n{{\"con"));
            }

            using var served = await _service.Client.PostAsJsonAsync("/api/memories", new { user_id = "ann", content = "tea" });
            ((int)served.StatusCode).ShouldBe(201);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var answer = new byte[32];
            (await idle[^1].GetStream().ReadAsync(answer, patience.Token)).ShouldBeGreaterThan(0);
            Encoding.ASCII.GetString(answer).ShouldStartWith("HTTP/1.1 408");
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task The_log_names_nobody_and_has_no_line_that_was_sent()
    {
        const string Person = "petra-canary-51d7";
        const string Word = "kobaltgruen";
        using (var made = await _service.Client.PostAsJsonAsync("/api/memories", new { user_id = Person, session_id = Word, content = Word }))
        {
            ((int)made.StatusCode).ShouldBe(201);
        }

        foreach (var target in (string[])[$"/api/users/{Person}/data", $"/api/memories?user_id={Person}", $"/api/memories/{Word}?user_id={Person}", $"/{Word}%0d%0a2026-01-01T00:00:00.000Z%20ERROR%20forged", $"/api/sessions/{Word}?user_id={Person}"])
        {
            await RawAsync($"GET {target} HTTP/1.1\r\n{Here}User-Agent: {Word}\r\nReferer: {Word}\r\nX-Session-Id: {Word}\r\nX-Request-Id: a\u001b[31m\r\nConnection: close\r\n\r\n");
        }

        foreach (var body in (string[])[$$"""{"user_id":"{{Person}}","content":"{{Word}}","kind":"{{Word}}"}""", $$"""{"user_id":"{{Person}}","content":{{Word}}}""", "{\"content\":\"\\n2026-01-01T00:00:00.000Z ERROR forged\"}"])
        {
            await RawAsync($"POST /api/memories HTTP/1.1\r\n{Here}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");
        }

        await _service.SignalAsync("TERM");
        (await _service.EndedAsync()).ShouldBe(0);
        _service.Said.ShouldNotContain(Person);
        _service.Said.ShouldNotContain(Word);
        _service.Said.ShouldNotContain("forged");
        _service.Said.ShouldNotContain("\u001b");
    }

    private async Task<TcpClient> SendAsync(string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _service.Client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        return client;
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = await SendAsync(request);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
