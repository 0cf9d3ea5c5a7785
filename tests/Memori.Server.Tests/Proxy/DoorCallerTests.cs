using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Ledger;
using Memori.Server.Access.Keys;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Proxy;

public sealed class DoorCallerTests
{
    private const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";

    [Fact]
    public async Task Headers_pass_but_for_those_of_a_hop_and_ours()
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Reply.Text("OK") with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["anthropic-ratelimit-requests-limit"] = "7", ["X-New"] = "a, b" } });
        using var response = await door.SendAsync(Body, "/v1/messages?beta=true&x=%C3%A9", headers:
        [
            ("x-api-key", "a-memori-key"), ("Authorization", "Bearer another"), ("anthropic-beta", "one,two"), ("X-Stainless-Lang", "js"), ("User-Agent", "client/1 (x)"),
            ("X-User-Id", "alice"), ("X-Session-Id", "s"), ("X-Memori-Memory", "off"), ("X-Memori-Namespace", "n"), ("Accept-Encoding", "gzip"), ("Connection", "X-Hop"), ("X-Hop", "1"),
        ]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var request = door.Emulator.Requests.Single();
        request.Query.ShouldBe("?beta=true&x=%C3%A9");
        request.Headers.Select(header => $"{header.Key}: {header.Value}").Where(header => !header.StartsWith("Host", StringComparison.Ordinal)).Order(StringComparer.OrdinalIgnoreCase).ShouldBe(
        [
            "Accept-Encoding: identity", "anthropic-beta: one,two", "anthropic-version: 2023-06-01", $"Content-Length: {Body.Length}", "Content-Type: application/json",
            "User-Agent: client/1 (x)", $"x-api-key: {DoorFixture.ServiceKey}", "X-Stainless-Lang: js",
        ]);
        response.Headers.GetValues("anthropic-ratelimit-requests-limit").ShouldBe(["7"]);
        response.Headers.GetValues("X-New").ShouldBe(["a, b"]);
        response.Headers.Contains("request-id").ShouldBeTrue();
    }

    [Fact]
    public async Task An_application_that_names_nobody_has_nobodys_memories_and_pays_for_itself()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true });
        await door.Services.GetRequiredService<MemoryEngine>().RememberAsync(Scope.Create("local"), new NewMemory { Kind = MemoryKind.Fact, Content = "The user's cat is called Mimi." });
        var key = await door.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("reports", KeyRole.Service));

        using var response = await door.SendAsync(Body, headers: ("x-api-key", key.Secret));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests.Single().RawBody.ShouldBe(Body);
        (await door.StopAsync()).Used.ShouldBe(0);
        (await door.Ledger.TodayAsync(LedgerSubject.User(key.Key.Id))).Used.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("GET", "/v1/models", 404, "not_found_error")]
    [InlineData("GET", "/v1/messages", 405, "invalid_request_error")]
    public async Task What_is_not_passed_on_is_refused_in_the_APIs_form(string method, string route, int status, string type)
    {
        await using var door = await DoorFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), route);
        using var response = await door.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status);
        ((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["type"]!).ShouldBe(type);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 5_000L, 5_000L)]
    [InlineData("memori", null, 1_000_000L)]
    [InlineData("memori", 0L, null)]
    public async Task Callers_who_pay_themselves_have_no_daily_limit_unless_it_is_set(string? keys, long? limit, long? expected)
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyKeys = keys ?? "own", DailyTokenLimit = limit });
        (await door.Ledger.TodayAsync(LedgerSubject.User("ann"))).Limits.DailyTokens.ShouldBe(expected);
    }

    [Fact]
    public async Task An_own_credential_passes_and_pays_for_itself()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyKeys = "own" });
        foreach (var header in ((string, string)[])[("x-api-key", "sk-ant-1"), ("Authorization", "Bearer sk-ant-1"), ("x-api-key", "sk-ant-2")])
        {
            using var response = await door.SendAsync(Body, headers: header);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        door.Emulator.Requests.Select(request => request.Headers.GetValueOrDefault("x-api-key") ?? request.Headers["Authorization"]).ShouldBe(["sk-ant-1", "Bearer sk-ant-1", "sk-ant-2"]);
        await door.StopAsync();
        var payers = await door.Services.GetRequiredService<IDatabase>().ReadAsync((connection, token) => connection.QueryAsync(
            "SELECT user_id, key_id, COUNT(*) FROM ledger_entry GROUP BY user_id, key_id ORDER BY COUNT(*)", static row => (User: row.GetString(0), Key: row.GetString(1), Count: row.GetInt64(2)), token));
        payers.Select(payer => payer.Count).ShouldBe([1, 2]);
        payers.ShouldAllBe(payer => payer.User == payer.Key && payer.Key.StartsWith("own-") && !payer.Key.Contains("sk-ant"));
    }

    [Fact]
    public async Task Once_there_are_keys_they_say_who_calls_in_the_APIs_form()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true });
        var keys = door.Services.GetRequiredService<ApiKeys>();
        var engine = door.Services.GetRequiredService<MemoryEngine>();
        await engine.RememberAsync(Scope.Create("alice"), new NewMemory { Kind = MemoryKind.Fact, Content = "The user's cat is called Mimi." });
        var alice = (await keys.CreateAsync(new NewApiKey("alice", KeyRole.User, "alice"))).Secret;
        var silent = (await keys.CreateAsync(new NewApiKey("silent", KeyRole.User, "alice", Memory: false))).Secret;

        using var nobody = await door.SendAsync(Body);
        await ShouldBeAsync(nobody, 401, "authentication_error", "api-key-missing");
        using var unknown = await door.SendAsync(Body, headers: ("x-api-key", alice[..^2] + "xx"));
        await ShouldBeAsync(unknown, 401, "authentication_error", "invalid-api-key");
        using var other = await door.SendAsync(Body, headers: [("x-api-key", alice), ("X-User-Id", "bob")]);
        await ShouldBeAsync(other, 403, "permission_error", "identity-conflict");
        var before = door.Emulator.Requests.Count;

        // What the body names is no claim against the key.
        using var own = await door.SendAsync(Body[..^1] + ""","metadata":{"user_id":"bob"}}""", headers: ("Authorization", $"Bearer {alice}"));
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests[before].RawBody.ShouldContain("Mimi");
        using var without = await door.SendAsync(Body, headers: [("x-api-key", silent), ("X-Memori-Memory", "on")]);
        without.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests[before + 1].RawBody.ShouldBe(Body);
        door.Emulator.Requests.ShouldAllBe(request => request.Headers["x-api-key"] == DoorFixture.ServiceKey);
        (await door.StopAsync("alice")).Used.ShouldBeGreaterThan(0);
        (await door.Ledger.TodayAsync(LedgerSubject.User("bob"))).Used.ShouldBe(0);
    }

    [Fact]
    public async Task An_id_that_is_nobodys_has_no_memories_and_the_call_goes_on()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true });
        using var response = await door.SendAsync(Body, headers: ("X-User-Id", new string('x', 300)));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests.Single().RawBody.ShouldBe(Body);
        (await door.StopAsync(Payer.Unattributed.UserId)).Used.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_unknown_memory_mode_is_a_mistake_of_the_caller()
    {
        await using var door = await DoorFixture.StartAsync();
        using var response = await door.SendAsync(Body, headers: ("X-Memori-Memory", "perhaps"));
        await ShouldBeAsync(response, 400, "invalid_request_error", "invalid-memory-mode");
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_not_waited_for()
    {
        await using var door = await DoorFixture.StartAsync(
            settings => settings with { ProxyMemory = true, ProxyMemoryTimeoutMilliseconds = 50 }, services: services => services.AddSingleton<IInjectedBlockStore>(new SilentStore()));
        using var response = await door.SendAsync(Body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests.Single().RawBody.ShouldBe(Body);
    }

    [Fact]
    public async Task A_block_that_can_not_be_kept_is_not_sent()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true }, services: services => services.AddSingleton<IInjectedBlockStore>(new FullStore()));
        await door.Services.GetRequiredService<MemoryEngine>().RememberAsync(Scope.Create("local"), new NewMemory { Kind = MemoryKind.Fact, Content = "The user's cat is called Mimi." });
        using var response = await door.SendAsync(Body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        door.Emulator.Requests.Single().RawBody.ShouldBe(Body);
    }

    [Fact]
    public async Task A_long_answer_flows_as_it_comes()
    {
        await using var door = await DoorFixture.StartAsync();
        var gate = new StreamGate();
        door.Emulator.Enqueue(Reply.Text("One two three.") with { Shape = new StreamShape { Gate = gate, ChunkBytes = 1 } });
        using var request = DoorFixture.Request(Encoding.UTF8.GetBytes(Body[..^1] + ",\"stream\":true}"));
        gate.Release(20);
        using var response = await door.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var first = new byte[20];
        await stream.ReadExactlyAsync(first);
        gate.Written.ShouldBe(20);
        Encoding.UTF8.GetString(first).ShouldBe("event: message_start");
        gate.Open();
        using var rest = new StreamReader(stream);
        (await rest.ReadToEndAsync()).ShouldEndWith("{\"type\":\"message_stop\"}\n\n");
    }

    private static async Task ShouldBeAsync(HttpResponseMessage response, int status, string type, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        var error = JsonNode.Parse(text)!["error"]!;
        ((string)error["type"]!).ShouldBe(type);
        ((string)error["details"]!["error_code"]!).ShouldBe(code);
    }

    private class SilentStore : IInjectedBlockStore
    {
        public virtual Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
            Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
        {
            // Holds the thread, as a locked file does.
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
            return Task.FromResult<IReadOnlyList<InjectedTurn>>([]);
        }

        public Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default) => throw new IOException("full");

        public Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.FromResult(0);
    }

    private sealed class FullStore : SilentStore
    {
        public override Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(
            Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<InjectedTurn>>([]);
    }
}
