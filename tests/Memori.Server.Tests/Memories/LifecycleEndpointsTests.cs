namespace Memori.Server.Tests.Memories;

public sealed class LifecycleEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_working_set_holds_what_was_stated_within_the_budget()
    {
        var ann = new MemoryApi(server.Client, "ann-wakes", "s1");
        await ann.AddAsync(new { content = "Amounts in euros.", kind = "preference" });
        await ann.AddAsync(new { content = "已取消的订单不计入收入。", kind = "rule" });
        await ann.AddAsync(new { content = "Ann has a dog.", kind = "fact", mode = "auto" });

        var set = (await ann.PostAsync(MemoryApi.Route + "/wake", new { })).ShouldBe(200);
        set["memories"]!.AsArray().Select(memory => memory!["content"]!.GetValue<string>()).ShouldBe(["已取消的订单不计入收入。", "Amounts in euros."], ignoreOrder: true);
        set["tokens"]!.GetValue<int>().ShouldBeGreaterThan(0);
        (await ann.PostAsync(MemoryApi.Route + "/wake", new { limit = 1 })).ShouldBe(200)["memories"]!.AsArray().Count.ShouldBe(1);
        (await ann.PostAsync(MemoryApi.Route + "/wake", new { limit = 0 })).ShouldBe(400);
        (await new MemoryApi(server.Client, "bob-wakes", "s1").PostAsync(MemoryApi.Route + "/wake", new { })).ShouldBe(200)["memories"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_captured_turn_is_promoted_archived_and_found_again_when_asked_for()
    {
        var here = new MemoryApi(server.Client, "ann-ages", "s1");
        var elsewhere = new MemoryApi(server.Client, "ann-ages", "s2");
        var id = (string)(await here.AddAsync(new { id = "a/b c", content = "The harbour was foggy.", kind = "conversation", mode = "auto" }))["id"]!;
        (await elsewhere.GetAsync(MemoryApi.At(id))).ShouldBe(404);
        (await new MemoryApi(server.Client, "bob-ages", "s1").PostAsync(MemoryApi.At(id) + "/promote", new { })).ShouldBe(404);

        (await here.PostAsync(MemoryApi.At(id) + "/promote", new { })).ShouldBe(200)["layer"]!.GetValue<string>().ShouldBe("long");
        (await elsewhere.GetAsync(MemoryApi.At(id))).ShouldBe(200);

        (await here.PostAsync(MemoryApi.At(id) + "/archive", new { })).ShouldBe(200)["status"]!.GetValue<string>().ShouldBe("archived");
        (await here.SearchAsync("foggy harbour")).ShouldBeEmpty();
    }
}
