namespace Memori.Server.Tests.Memories;

/// <summary>What one user or session sees of another over HTTP: nothing, in no way.</summary>
public sealed class IsolationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Secret = "The safe combination is 4711.";

    [Fact]
    public async Task Another_users_memory_looks_like_one_that_is_not_there()
    {
        var (alice, mallory) = (Api("alice"), Api("mallory"));
        var id = await alice.AddAsync(Secret);
        foreach (var reach in new Func<string, Task<Reply>>[]
        {
            guess => mallory.GetAsync(MemoryApi.At(guess)),
            guess => mallory.DeleteAsync(MemoryApi.At(guess)),
            guess => mallory.PatchAsync(guess, new { content = "mine now" }),
            guess => mallory.PatchAsync(guess, new { importance = 0.9 }),
            guess => mallory.PatchAsync(guess, new { content = Secret }),
            guess => mallory.PostAsync(MemoryApi.At(guess) + "/promote", new { }),
            guess => mallory.PostAsync(MemoryApi.At(guess) + "/archive", new { }),
            guess => mallory.PostAsync(MemoryApi.At(guess) + "/supersede", new { content = "mine now" }),
            guess => mallory.PostAsync(MemoryApi.At(guess) + "/supersede", new { content = Secret }),
            guess => mallory.PostAsync(MemoryApi.At(guess) + "/restore", new { }),
            guess => mallory.GetAsync(MemoryApi.At(guess) + "/history"),
        })
        {
            var (guessed, absent) = (await reach(id), await reach("no-such-memory"));
            guessed.ShouldBe(404);
            Said(guessed).ShouldBe(Said(absent));
            guessed.Text.ShouldNotContain("combination");
        }

        (await alice.GetAsync(MemoryApi.At(id))).ShouldBe(200)["content"]!.GetValue<string>().ShouldBe(Secret);

        (await mallory.ListAsync()).ShouldBeEmpty();
        (await mallory.SearchAsync("safe combination")).ShouldBeEmpty();
        (await mallory.GetAsync(MemoryApi.Route + "/export")).Text.ShouldBeEmpty();
        (await Api("mallory", "s").CountAsync()).ShouldBe(0);
        (await alice.SearchAsync("safe combination")).ShouldBe([Secret]);
    }

    [Fact]
    public async Task Another_sessions_memory_looks_like_one_that_is_not_there()
    {
        var (one, two) = (Api("frank", "one"), Api("frank", "two"));
        var id = await one.AddAsync(Secret, "conversation");
        foreach (var reach in new Func<string, Task<Reply>>[]
        {
            guess => two.GetAsync(MemoryApi.At(guess)),
            guess => two.DeleteAsync(MemoryApi.At(guess)),
            guess => two.PatchAsync(guess, new { content = "mine now" }),
            guess => two.PostAsync(MemoryApi.At(guess) + "/promote", new { }),
            guess => two.PostAsync(MemoryApi.At(guess) + "/archive", new { }),
            guess => two.PostAsync(MemoryApi.At(guess) + "/supersede", new { content = "mine now" }),
            guess => two.PostAsync(MemoryApi.At(guess) + "/restore", new { }),
            guess => two.GetAsync(MemoryApi.At(guess) + "/history"),
        })
        {
            var (guessed, absent) = (await reach(id), await reach("no-such-memory"));
            guessed.ShouldBe(404);
            Said(guessed).ShouldBe(Said(absent));
        }

        (await one.GetAsync(MemoryApi.At(id))).ShouldBe(200)["status"]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task The_ids_of_another_users_exchange_are_free_and_tell_nothing()
    {
        var (alice, mallory) = (Api("grace", "s"), Api("heidi", "s"));
        var body = new { id = "x-1", user_message = Secret, assistant_message = "Noted: 4711." };
        var first = (await alice.PostAsync(MemoryApi.Route + "/observe", body)).ShouldBe(200, 202);
        var second = (await mallory.PostAsync(MemoryApi.Route + "/observe", new { id = "x-1", user_message = "Hello there, friend of mine." })).ShouldBe(200, 202);
        second.ToJsonString().ShouldNotContain("4711");
        first.ToJsonString().ShouldContain("4711");
        (await mallory.ListAsync()).ShouldBe(["Hello there, friend of mine."]);
    }

    [Theory]
    [InlineData("""{"content":"x","metadata":{"a":1,"a":2}}""")]
    [InlineData("""{"content":"x","metadata":{"slot":"\ud800"}}""")]
    [InlineData("""{"content":"\ud800"}""")]
    [InlineData("""{"content":"x","importance":1e999}""")]
    [InlineData("""{"content":"x","importance":NaN}""")]
    [InlineData("""{"content":"x","occurred_at":"0001-01-01T00:00:00+14:00"}""")]
    [InlineData("{\"content\":\"x\",\"metadata\":{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}}")]
    public async Task A_hostile_body_is_400_and_spoils_nothing(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, MemoryApi.Route) { Content = content };
        request.Headers.Add("X-User-Id", "ivan");
        using var response = await server.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(400, await response.Content.ReadAsStringAsync());
        await Api("ivan").AddAsync("I live in Ghent.");
    }

    [Fact]
    public async Task The_same_id_is_free_for_every_user()
    {
        await Api("first").AddAsync(new { id = "shared-id", content = Secret });
        (await Api("second").AddAsync(new { id = "shared-id", content = "other" }))["content"]!.GetValue<string>().ShouldBe("other");
    }

    [Fact]
    public async Task A_session_sees_its_own_and_its_users_but_no_other_sessions()
    {
        var (one, two) = (Api("bob", "one"), Api("bob", "two"));
        var turn = await one.AddAsync("Yesterday we spoke of the merger.", "conversation");
        await one.AddAsync("Bob likes tea.", "preference");

        (await two.ListAsync()).ShouldBe(["Bob likes tea."]);
        (await two.SearchAsync("merger")).ShouldBeEmpty();
        (await two.CountAsync()).ShouldBe(1);
        (await two.GetAsync(MemoryApi.At(turn))).ShouldBe(404);
        (await two.DeleteAsync(MemoryApi.At(turn))).ShouldBe(404);
        (await two.GetAsync(MemoryApi.Route + "/export")).Text.ShouldNotContain("merger");
        var taken = await two.PostAsync(MemoryApi.Route, new { id = turn, content = "guess" });
        taken.ShouldBe(400);
        taken.Text.ShouldNotContain("merger");
        (await Api("bob").ListAsync()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Clearing_a_session_leaves_the_users_the_other_sessions_and_other_users()
    {
        var (one, two, stranger) = (Api("carol", "s1"), Api("carol", "s2"), Api("dave", "s1"));
        foreach (var api in new[] { one, two, stranger })
        {
            await api.AddAsync("A turn.", "conversation");
        }

        await one.AddAsync("Carol prefers charts.", "preference");
        var cleared = (await one.DeleteAsync("/api/text2sql/clear-memory")).ShouldBe(200);
        cleared["message"]!.GetValue<string>().ShouldBe("Memory cleared successfully");
        cleared["deleted"]!.GetValue<int>().ShouldBe(1);
        (await one.ListAsync()).ShouldBe(["Carol prefers charts."]);
        (await two.CountAsync()).ShouldBe(2);
        (await stranger.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Clearing_a_namespace_leaves_the_rest_of_the_session()
    {
        var eve = Api("eve", "s1");
        await eve.AddAsync(new { content = "A turn about one.", kind = "conversation", @namespace = "datasource:1" });
        await eve.AddAsync(new { content = "A turn about two.", kind = "conversation", @namespace = "datasource:2" });
        (await eve.DeleteAsync("/api/text2sql/clear-memory?namespace=datasource:1")).ShouldBe(200)["deleted"]!.GetValue<int>().ShouldBe(1);
        (await eve.ListAsync()).ShouldBe(["A turn about two."]);
    }

    [Theory]
    [InlineData("/api/memories")]
    [InlineData("/api/memories/export")]
    [InlineData("/api/memories/some-id")]
    [InlineData("/api/text2sql/memory-stats")]
    [InlineData("/api/text2sql/memory-stats?user_id=u")]
    [InlineData("/api/text2sql/memory-stats?session_id=s")]
    public async Task Nobody_is_401(string route)
    {
        using var response = await server.Client.GetAsync(route);
        ((int)response.StatusCode).ShouldBe(401);
    }

    [Theory]
    [InlineData("/api/memories?user_id=victim")]
    [InlineData("/api/memories/export?user_id=victim")]
    [InlineData("/api/memories?user_id=mallory&user_id=victim")]
    [InlineData("/api/text2sql/memory-stats?user_id=mallory&session_id=other")]
    public async Task Two_users_or_sessions_at_once_are_403(string route)
    {
        var reply = await Api("mallory", "s").GetAsync(route);
        reply.ShouldBe(403);
        reply.Code.ShouldBe("identity-conflict");
    }

    [Fact]
    public async Task A_body_that_names_another_user_is_403() =>
        (await Api("mallory").PostAsync(MemoryApi.Route, new { user_id = "victim", content = "planted" })).ShouldBe(403);

    [Theory]
    [InlineData("?user_id=a%00b")]
    [InlineData("?user_id=a%0Ab")]
    public async Task An_id_with_controls_is_400(string query)
    {
        using var response = await server.Client.GetAsync(MemoryApi.Route + query);
        ((int)response.StatusCode).ShouldBe(400);
    }

    private static string Said(Reply reply)
    {
        var body = reply.Json.AsObject();
        body.Remove("trace_id");
        body.Remove("request_id");
        return body.ToJsonString();
    }

    private MemoryApi Api(string user, string? session = null) => new(server.Client, user, session);
}
