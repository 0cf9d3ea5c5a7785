using System.Text;

namespace Memori.Server.Tests.Memories;

public sealed class MemoryEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_memory_is_kept_found_changed_and_deleted()
    {
        var ann = Api("ann-whole", "s1");
        var added = await ann.AddAsync(new
        {
            content = "收入请用欧元显示",
            kind = "preference",
            importance = 0.9,
            metadata = new { source = "会议" },
            speaker = "ann",
            occurred_at = "2025-05-01T10:00:00+08:00",
        });
        var id = (string)added["id"]!;
        added["session_id"].ShouldBeNull();
        added["layer"]!.GetValue<string>().ShouldBe("long");
        added["mode"]!.GetValue<string>().ShouldBe("conscious");

        var found = (await ann.PostAsync(MemoryApi.Route + "/search", new { query = "用欧元还是美元?", kinds = new[] { "preference" }, explain = true })).ShouldBe(200);
        found["results"]![0]!["memory"]!["id"]!.GetValue<string>().ShouldBe(id);
        found["results"]![0]!["explanation"]!["terms"]!.AsArray().ShouldNotBeEmpty();

        var changed = (await ann.PatchAsync(id, new { content = "收入请用美元显示", importance = 0.4 })).ShouldBe(200);
        changed["content"]!.GetValue<string>().ShouldBe("收入请用美元显示");
        changed["metadata"]!["source"]!.GetValue<string>().ShouldBe("会议");

        (await ann.DeleteAsync(MemoryApi.At(id))).ShouldBe(204);
        (await ann.GetAsync(MemoryApi.At(id))).ShouldBe(404);
        (await ann.SearchAsync("美元")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_with_the_same_id_changes_nothing()
    {
        var ann = Api("ann-retry");
        var first = await ann.AddAsync(new { id = "order-1", content = "The fiscal year starts in April." });
        var again = await ann.AddAsync(new { id = "order-1", content = "Something else." });
        again.ToJsonString().ShouldBe(first.ToJsonString());
        (await ann.ListAsync()).ShouldBe(["The fiscal year starts in April."]);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("会议 #7?x=1&y")]
    [InlineData("100%")]
    public async Task An_id_of_any_characters_names_its_memory_and_no_other(string id)
    {
        var ann = Api("ann-ids-" + Convert.ToHexString(Encoding.UTF8.GetBytes(id)));
        await ann.AddAsync(new { id, content = "mine" });
        (await ann.GetAsync(MemoryApi.At(id))).ShouldBe(200)["id"]!.GetValue<string>().ShouldBe(id);
        (await ann.GetAsync(MemoryApi.At(id + "/"))).ShouldBe(404);
        (await ann.DeleteAsync(MemoryApi.At(id))).ShouldBe(204);
    }

    [Fact]
    public async Task The_list_is_paged_and_filtered_the_newest_first()
    {
        var ann = Api("ann-list");
        foreach (var content in new[] { "one", "two", "three" })
        {
            await ann.AddAsync(content, content == "two" ? "rule" : "fact");
        }

        (await ann.ListAsync()).ShouldBe(["three", "two", "one"]);
        (await ann.ListAsync("?limit=1&offset=1")).ShouldBe(["two"]);
        (await ann.ListAsync("?kind=rule&kind=preference")).ShouldBe(["two"]);
        (await ann.ListAsync("?status=archived")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archived_memory_is_listed_when_asked_for_and_not_found()
    {
        var ann = Api("ann-archive");
        var id = await ann.AddAsync("The old warehouse is in Leeds.");
        (await ann.PatchAsync(id, new { status = "archived" })).ShouldBe(200);
        (await ann.SearchAsync("warehouse")).ShouldBeEmpty();
        (await ann.ListAsync("?status=archived")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"content":""}""", "invalid-content")]
    [InlineData("""{"content":"  \n "}""", "invalid-content")]
    [InlineData("""{"content":"x","kind":"nonsense"}""", "invalid-kind")]
    [InlineData("""{"content":"x","kind":"3"}""", "invalid-kind")]
    [InlineData("""{"content":"x","mode":"both"}""", "invalid-mode")]
    [InlineData("""{"content":"x","layer":"deep"}""", "invalid-layer")]
    [InlineData("""{"content":"x","importance":1.5}""", "invalid-importance")]
    [InlineData("""{"content":"x","importance":"high"}""", "bad-request")]
    [InlineData("""{"content":"x","id":"a\u0000b"}""", "invalid-id")]
    [InlineData("""{"content":"x","namespace":"a\nb"}""", "invalid-id")]
    [InlineData("""{"content":"x","metadata":[1]}""", "bad-request")]
    [InlineData("""{"content":"x","session_bound":true}""", "session-required")]
    [InlineData("""{"content":"\ud800"}""", "bad-request")]
    [InlineData("""{"kind":"fact"}""", "bad-request")]
    [InlineData("""["content"]""", "bad-request")]
    [InlineData("{", "bad-request")]
    [InlineData("", "bad-request")]
    public async Task What_is_no_memory_is_400_with_the_reason(string body, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, MemoryApi.Route) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-User-Id", "ann-bad");
        using var response = await server.Client.SendAsync(request);
        var reply = new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        reply.ShouldBe(400);
        reply.Code.ShouldBe(code);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("?limit=0", "invalid-limit")]
    [InlineData("?limit=1001", "invalid-limit")]
    [InlineData("?limit=many", "bad-request")]
    [InlineData("?offset=-1", "invalid-offset")]
    [InlineData("?kind=nonsense", "invalid-kind")]
    [InlineData("?status=gone", "invalid-status")]
    public async Task What_is_no_page_is_400(string query, string code)
    {
        var reply = await Api("ann-page").GetAsync(MemoryApi.Route + query);
        reply.ShouldBe(400);
        reply.Code.ShouldBe(code);
    }

    [Fact]
    public async Task An_unknown_field_of_a_change_is_not_passed_over_in_silence()
    {
        var ann = Api("ann-typo");
        (await ann.PatchAsync(await ann.AddAsync("x"), new { contents = "y" })).ShouldBe(400);
    }

    private MemoryApi Api(string user, string? session = null) => new(server.Client, user, session);
}
