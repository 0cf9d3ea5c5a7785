using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Jobs;
using Memori.Ledger;
using Memori.Server.Audit;
using Memori.Server.Monitoring.Requests;
using Memori.Server.Tests.Chat;
using Memori.Server.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Users;

/// <summary>A person who used everything is forgotten everywhere.</summary>
public sealed class ForgettingTests
{
    private const string Person = "carla-canary-7c1e";
    private const string Word = "zirkonblau";

    [Fact]
    public async Task Forget_APersonWhoTouchedEverything_LeavesNothingInTheFiles()
    {
        await using var chat = await ChatFixture.StartAsync(settings => settings with { ProxyMemory = true, MaxRequestsPerUser = 10 });
        await UseEverythingAsync(chat);
        await TestStore.EmptyLogAsync(chat.Service.Services);
        Occurrences(chat, Word).ShouldBeGreaterThan(5, "the test looks where it is kept");
        var taken = await chat.Service.Client.GetStringAsync($"/api/users/{Person}/data");
        taken.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["part"]!.GetValue<string>()).Distinct().ShouldBe(["memories", "ledger", "audit", "sessions"], ignoreOrder: true);
        taken.ShouldContain(Word);
        var before = await chat.Service.Ledger.ReportAsync(new UsageQuery { Days = 2 });

        var answer = await ForgetAsync(chat);

        var deleted = answer["deleted"]!;
        ((int)deleted["memories"]!).ShouldBeGreaterThan(3);
        ((int)deleted["ledger"]!).ShouldBeGreaterThan(0);
        ((int)deleted["audit"]!).ShouldBeGreaterThan(2);
        ((int)deleted["sessions"]!).ShouldBe(2);
        ((int)deleted["metrics"]!).ShouldBeGreaterThan(5);
        answer["scrubbed"]!.GetValue<bool>().ShouldBeTrue();
        Occurrences(chat, Word).ShouldBe(0);
        Occurrences(chat, Person).ShouldBe(0);
        var after = await chat.Service.Ledger.ReportAsync(new UsageQuery { Days = 2 });
        after.Total.Usage.ShouldBe(before.Total.Usage);
        (await chat.Service.Ledger.ReconcileAsync()).ShouldBeEmpty();
        (await chat.Service.Services.GetRequiredService<AuditTrail>().VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forget_Again_FindsNothingAndOthersKeepTheirs()
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.RememberAsync($"{Word} is the colour", user: Person);
        var kept = await chat.RememberAsync("Bert likes tea", user: "bert");
        await ForgetAsync(chat);
        var again = await ForgetAsync(chat);
        again["deleted"]!.AsObject().ShouldAllBe(part => (int)part.Value! == 0);
        again["scrubbed"]!.GetValue<bool>().ShouldBeFalse();
        using var response = await chat.Service.Client.GetAsync($"/api/memories/{kept}?user_id=bert");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Forget_WhileThePersonIsServed_NothingComesBack()
    {
        await using var chat = await ChatFixture.StartAsync(settings => settings with { ProxyMemory = true, MaxRequestsPerUser = 100, MaxConcurrentRequests = 100 });
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var body = writer % 2 == 0
                    ? new JsonObject { ["user_id"] = Person, ["content"] = $"{Word} {writer} {number}", ["kind"] = "fact" }
                    : new JsonObject { ["model"] = "claude-sonnet-4-5-20250929", ["max_tokens"] = 50, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"{Word} {writer} {number}" }) };
                using var request = new HttpRequestMessage(HttpMethod.Post, writer % 2 == 0 ? "/api/memories" : "/v1/messages") { Content = new StringContent(body.ToJsonString(), null, "application/json") };
                request.Headers.Add("X-User-Id", Person);
                request.Headers.Add("anthropic-version", "2023-06-01");
                using var response = await chat.Service.Client.SendAsync(request);
                if (!response.IsSuccessStatusCode)
                {
                    // Whoever comes while the person is being forgotten is asked to come again; the test does not.
                    response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await response.Content.ReadAsStringAsync());
                    return;
                }
            }
        })).ToArray();
        await chat.RememberAsync($"{Word} first", user: Person);
        var forgetting = chat.Service.Services.GetRequiredService<UserForgetting>();
        using (await chat.Service.Services.GetRequiredService<UserPresence>().CloseAsync(Person, TimeSpan.FromSeconds(20), CancellationToken.None))
        {
            // All writers are turned away, one after the other.
            await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60));
        }

        await stop.CancelAsync();
        await forgetting.ForgetAsync(Person, AuditActor.Loopback);
        await chat.Service.Services.GetRequiredService<AuditQueue>().FlushAsync();
        Occurrences(chat, Word).ShouldBe(0);
        Occurrences(chat, Person).ShouldBe(0);
    }

    [Fact]
    public async Task Forget_WithOnesOwnKey_IsAllowedAndEndsTheKey()
    {
        await using var chat = await ChatFixture.StartAsync();
        var (_, made, _) = await chat.PostAsync(new JsonObject { ["role"] = "admin" }, "/api/admin/keys");
        var admin = made["secret"]!.GetValue<string>();
        var own = (await chat.PostAsync(new JsonObject { ["role"] = "user", ["user_id"] = Person, ["name"] = Word }, "/api/admin/keys", headers: ("x-api-key", admin))).Body["secret"]!.GetValue<string>();
        var other = (await chat.PostAsync(new JsonObject { ["role"] = "user", ["user_id"] = "bert" }, "/api/admin/keys", headers: ("x-api-key", admin))).Body["secret"]!.GetValue<string>();
        var service = (await chat.PostAsync(new JsonObject { ["role"] = "service" }, "/api/admin/keys", headers: ("x-api-key", admin))).Body["secret"]!.GetValue<string>();
        using (var data = new HttpRequestMessage(HttpMethod.Get, $"/api/users/{Person}/data") { Headers = { { "x-api-key", other } } })
        {
            (await chat.Service.Client.SendAsync(data)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await DeleteAsync(chat, other)).ShouldBe(HttpStatusCode.Forbidden);
        (await DeleteAsync(chat, service)).ShouldBe(HttpStatusCode.Forbidden);
        (await DeleteAsync(chat, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await DeleteAsync(chat, own)).ShouldBe(HttpStatusCode.OK);
        (await DeleteAsync(chat, own)).ShouldBe(HttpStatusCode.Unauthorized);
        (await DeleteAsync(chat, admin)).ShouldBe(HttpStatusCode.OK);
        Occurrences(chat, Person).ShouldBe(0);
        Occurrences(chat, Word).ShouldBe(0);
    }

    /// <summary>Chat, streamed and not, the door, questions right and wrong, SQL, memories, sessions, limits, published pairs.</summary>
    private static async Task UseEverythingAsync(ChatFixture chat)
    {
        await chat.RememberAsync($"The favourite colour is {Word}", user: Person);
        await chat.RememberAsync($"Answers about {Word} are to be short", "preference", Person);
        foreach (var session in (string[])["s1", "s2"])
        {
            var body = new JsonObject
            {
                ["user_id"] = Person,
                ["session_id"] = session,
                ["query_type"] = "faq",
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"What do you know of {Word}?" }),
            };
            (await chat.PostAsync(body)).Status.ShouldBe(200);
        }

        var door = $$"""{"model":"claude-sonnet-4-5-20250929","max_tokens":100,"messages":[{"role":"user","content":"My dog is called {{Word}} and I live in {{Word}}ville."}]}""";
        using (var response = await chat.Service.SendAsync(door, headers: [("X-User-Id", Person), ("X-Session-Id", "s3")]))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await chat.PostAsync(Ask("How many customers are there?"), "/api/text2sql/generate");
        await chat.PostAsync(Ask($"How many customers are called {Word}?"), "/api/text2sql/generate");
        await chat.PostAsync(Sql($"SELECT name FROM customers WHERE name = '{Word}'"), "/api/text2sql/execute");
        await chat.PostAsync(Sql($"DROP TABLE {Word}"), "/api/text2sql/execute");
        await chat.PostAsync(new JsonObject { ["user_id"] = Person, ["session_id"] = "s1", ["user_message"] = $"I am from {Word}", ["assistant_message"] = "I see" }, "/api/memories/observe");
        using var limits = new HttpRequestMessage(HttpMethod.Put, $"/api/usage/limits/user/{Person}") { Content = new StringContent("""{"daily_tokens":1000000}""", null, "application/json") };
        (await chat.Service.Client.SendAsync(limits)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await chat.Service.Services.GetRequiredService<JobRunner>().RunDueAsync();
        (await chat.PostAsync(new JsonObject { ["user_id"] = Person, ["query"] = Word }, "/api/memories/search")).Status.ShouldBe(200);
        await chat.Service.Services.GetRequiredService<AuditQueue>().FlushAsync();
        await chat.Service.Services.GetRequiredService<RequestRecorder>().FlushAsync(default);
        await chat.Service.Services.GetRequiredService<RequestStore>().RollUpAsync(default);

        static JsonObject Ask(string question) => new() { ["user_id"] = Person, ["session_id"] = "s1", ["datasource_id"] = 1, ["query"] = question };
        static JsonObject Sql(string sql) => new() { ["user_id"] = Person, ["session_id"] = "s1", ["datasource_id"] = 1, ["sql"] = sql };
    }

    private static async Task<JsonNode> ForgetAsync(ChatFixture chat)
    {
        using var response = await chat.Service.Client.DeleteAsync($"/api/users/{Person}");
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<HttpStatusCode> DeleteAsync(ChatFixture chat, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/users/{Person}");
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        using var response = await chat.Service.Client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>How often a text is in the bytes of the files of a directory.</summary>
    private static int Occurrences(ChatFixture chat, string text) => TestStore.Occurrences(chat.Service.Services, chat.Service.DataDirectory, text);
}
