namespace Memori.Server.Tests.Memories;

public sealed class SessionMemoryEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Statistics_carry_the_guides_names_and_count_by_layer_and_kind()
    {
        var ann = new MemoryApi(server.Client, "ann", "s1");
        var empty = (await ann.GetAsync("/api/text2sql/memory-stats")).ShouldBe(200);
        empty["total_memories"]!.GetValue<int>().ShouldBe(0);
        empty["oldest_memory"].ShouldBeNull();

        await ann.AddAsync("Show revenue in euros.", "preference");
        await ann.AddAsync("How many orders?", "conversation");
        var body = (await ann.GetAsync("/api/text2sql/memory-stats?user_id=ann&session_id=s1")).ShouldBe(200).AsObject();
        body.Select(pair => pair.Key).ShouldBe(
            ["total_memories", "memory_tokens", "avg_importance", "oldest_memory", "newest_memory", "by_layer", "by_kind"]);
        body["total_memories"]!.GetValue<int>().ShouldBe(2);
        body["memory_tokens"]!.GetValue<int>().ShouldBeGreaterThan(2);
        body["avg_importance"]!.GetValue<double>().ShouldBeInRange(0.01, 1);
        body["newest_memory"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(body["oldest_memory"]!.GetValue<DateTimeOffset>());
        body["by_kind"]!["preference"]!.GetValue<int>().ShouldBe(1);
        body["by_layer"]!["long"]!.GetValue<int>().ShouldBe(1);
    }
}
