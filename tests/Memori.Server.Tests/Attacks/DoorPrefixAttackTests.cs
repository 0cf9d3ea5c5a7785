using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Prompting;
using Memori.Server.Access.Keys;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>Histories that come back in another dress, cut, changed, or from somebody else (16 of the attacks).</summary>
public sealed class DoorPrefixAttackTests
{
    private static readonly (string, string)[] AsAlice = [("X-User-Id", "alice"), ("X-Session-Id", "s1")];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 3 };
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Plain = new();

    [Fact]
    public async Task A_history_in_another_dress_has_the_same_prefix()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi & eats <fish>.", "The user lives in Graz.");
        var history = new JsonArray();
        var sent = new List<JsonArray>();
        foreach (var (text, dress) in ((string, int)[])[("What is the name of my cät 猫?", 0), ("And where do I live \"now\"?", 1), ("What does my cat eat?", 2), ("Where do I live?", 3), ("Thanks.", 4)])
        {
            if (dress == 2)
            {
                await RememberAsync(door, "The user's cat eats salmon.");
            }

            history.Add(new JsonObject { ["role"] = "user", ["content"] = text });
            var dressed = history.DeepClone().AsArray();
            for (var i = 0; i < dressed.Count; i++)
            {
                // Strings and blocks in turn; the mark moves along.
                if ((i + dress) % 2 == 0)
                {
                    dressed[i]!["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = (string)dressed[i]!["content"]! });
                    if (i >= dressed.Count - 3)
                    {
                        dressed[i]!["content"]![0]!["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
                    }
                }
            }

            var body = new JsonObject { ["model"] = "claude-sonnet-4-5-20250929", ["max_tokens"] = 90, ["messages"] = dressed };
            using var response = await door.SendAsync(body.ToJsonString(dress switch { 1 => Indented, 2 => Relaxed, _ => Plain }), headers: AsAlice);
            response.EnsureSuccessStatusCode();
            history.Add(new JsonObject { ["role"] = "assistant", ["content"] = $"Well 好 {dress}." });
            sent.Add(door.Emulator.Requests[^1].Body["messages"]!.AsArray());
        }

        for (var request = 1; request < sent.Count; request++)
        {
            for (var turn = 0; turn < sent[request - 1].Count; turn++)
            {
                Bare(sent[request][turn]!).ShouldBe(Bare(sent[request - 1][turn]!), $"turn {turn} of request {request}");
            }
        }

        sent[^1].Count(message => Bare(message!).Contains(InjectedBlock.Opening, StringComparison.Ordinal)).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Requests_of_one_history_at_once_have_one_block()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            if (i % 6 == 0)
            {
                await RememberAsync(door, $"The user's cat number {i} is called Momo{i}.");
            }

            using var response = await door.SendAsync(Body, headers: AsAlice);
            response.EnsureSuccessStatusCode();
        }));
        door.Emulator.Requests.Select(request => request.RawBody).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_history_that_is_cut_or_changed_is_taken_as_it_is()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.", "The user lives in Graz.");
        string[] histories =
        [
            """{"role":"user","content":"What is the name of my cat?"}""",
            """{"role":"user","content":"What is the name of my cat?"},{"role":"assistant","content":"Mimi."},{"role":"user","content":"Where do I live?"}""",
            """{"role":"user","content":"Where do I live?"}""",
            """{"role":"user","content":"What was my cat?"},{"role":"assistant","content":"Mimi."},{"role":"user","content":"Where do I live?"}""",
            """{"role":"user","content":"What is the name of my cat?"},{"role":"assistant","content":"No idea."},{"role":"user","content":"Where do I live?"},{"role":"assistant","content":"Graz."},{"role":"user","content":"Thanks."}""",
            """{"role":"user","content":"What is the name of my cat?"},{"role":"assistant","content":"Mimi."},{"role":"user","content":"Where do I live?"},{"role":"assistant","content":"In Graz"}""",
        ];
        foreach (var history in histories)
        {
            using var response = await door.SendAsync($$"""{"model":"claude-sonnet-4-5-20250929","max_tokens":90,"messages":[{{history}}]}""", headers: AsAlice);
            response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        // The same first turn has the same block, whatever comes after it.
        var first = Bare(door.Emulator.Requests[0].Body["messages"]![0]!);
        foreach (var i in (int[])[1, 4, 5])
        {
            Bare(door.Emulator.Requests[i].Body["messages"]![0]!).ShouldBe(first);
        }
    }

    [Fact]
    public async Task The_same_words_in_the_same_session_open_nobody_elses_block_with_own_keys_either()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true, ProxyKeys = "own" });
        const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"My name is Alice Sommer and my cat is called Mimi."},{"role":"assistant","content":"Hello."},{"role":"user","content":"What is the name of my cat?"}]}""";
        const string First = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"My name is Alice Sommer and my cat is called Mimi."}]}""";
        const string Ask = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";
        door.Emulator.Respond(_ => Reply.Text("A fine name for such a cat."));
        foreach (var body in (string[])[First, Body, Ask])
        {
            using var own = await door.SendAsync(body, headers: [("x-api-key", "sk-ant-alice"), ("X-Session-Id", "s1")]);
            own.EnsureSuccessStatusCode();
        }

        foreach (var headers in ((string, string)[][])[[("x-api-key", "sk-ant-mallory"), ("X-Session-Id", "s1")], [("Authorization", "Bearer sk-ant-alice2"), ("X-Session-Id", "s1")], [("X-Session-Id", "s1")]])
        {
            var before = door.Emulator.Requests.Count;
            using var other = await door.SendAsync(Ask, headers: headers);
            door.Emulator.Requests.Skip(before).ShouldAllBe(request => !request.RawBody.Contains("Mimi", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task After_a_deletion_nothing_of_it_is_left_in_any_file()
    {
        const string Secret = "Zanzibarquokka";
        await using var door = await StartAsync();
        var engine = door.Services.GetRequiredService<MemoryEngine>();
        var id = await RememberAsync(door, $"The user's cat is called {Secret}.");
        const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";
        using (var response = await door.SendAsync(Body, headers: AsAlice))
        {
            door.Emulator.Requests.Single().RawBody.ShouldContain(Secret);
        }

        (await engine.ForgetAsync(Scope.Create("alice"), id)).ShouldBeTrue();
        await door.StopAsync("alice");

        // The log is emptied in the first quiet moment after the last write.
        var patience = Stopwatch.StartNew();
        while ((await FilesWithAsync(door, Secret)).Count > 0 && patience.Elapsed < TimeSpan.FromSeconds(15))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await FilesWithAsync(door, Secret)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Guessed_ids_of_another_are_not_there_with_a_users_key()
    {
        await using var door = await StartAsync();
        var id = await RememberAsync(door, "The user's cat is called Mimi.");
        var key = (await door.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("", KeyRole.User, "mallory"))).Secret;
        foreach (var (method, path) in ((string, string)[])
        [
            ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/supersede"), ("POST", "/restore"), ("GET", "/history"), ("POST", "/promote"), ("POST", "/archive"),
        ])
        {
            var answers = new List<string>();
            foreach (var guess in (string[])[id, "0199aaaa-0000-7000-8000-000000000000"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/memories/{guess}{path}");
                request.Headers.Add("x-api-key", key);
                request.Headers.Add("X-Session-Id", "s1");
                if (method is "PATCH" or "POST")
                {
                    request.Content = new StringContent(method == "PATCH" ? """{"content":"x"}""" : """{"content":"x","kind":"fact"}""", Encoding.UTF8, "application/json");
                }

                using var response = await door.Client.SendAsync(request, TestContext.Current.CancellationToken);
                var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                answers.Add($"{(int)response.StatusCode} {(text.Length > 0 ? (string?)JsonNode.Parse(text)!["code"] : "")}");
            }

            answers[0].ShouldBe(answers[1], method + path);
            answers[0].ShouldStartWith("404", customMessage: method + path);
        }

        (await door.Services.GetRequiredService<MemoryEngine>().ListAsync(Scope.Create("alice"))).ShouldHaveSingleItem().Content.ShouldContain("Mimi");
    }

    private static async Task<IReadOnlyList<string>> FilesWithAsync(DoorFixture door, string secret)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(door.DataDirectory, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            if (copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0)
            {
                found.Add(Path.GetFileName(file));
            }
        }

        return found;
    }

    private static string Bare(JsonNode message)
    {
        var copy = message.DeepClone();
        if (copy["content"] is JsonValue text)
        {
            copy["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() });
        }

        foreach (var block in copy["content"]!.AsArray())
        {
            block!.AsObject().Remove("cache_control");
        }

        return copy.ToJsonString(Relaxed);
    }

    private static Task<DoorFixture> StartAsync() => DoorFixture.StartAsync(settings => settings with { ProxyMemory = true });

    private static async Task<string> RememberAsync(DoorFixture door, params string[] contents)
    {
        var id = "";
        foreach (var content in contents)
        {
            id = (await door.Services.GetRequiredService<MemoryEngine>().RememberAsync(Scope.Create("alice"), new NewMemory { Kind = MemoryKind.Fact, Content = content })).Id;
        }

        return id;
    }
}
