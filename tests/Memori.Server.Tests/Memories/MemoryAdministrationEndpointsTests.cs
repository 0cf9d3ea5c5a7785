namespace Memori.Server.Tests.Memories;

/// <summary>A server of its own: everybody's memories are counted.</summary>
public sealed class MemoryAdministrationEndpointsTests : IAsyncLifetime
{
    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Everybodys_memories_are_counted_and_none_is_shown()
    {
        var (ann, ben) = (new MemoryApi(_server.Client, "ann"), new MemoryApi(_server.Client, "ben"));
        await ann.AddAsync("The fiscal year begins on the first of April in every region");
        await ann.AddAsync("The fiscal year begins on the first of April in every region", "result");
        await ann.AddAsync("The fiscal year begins on the first of April in every region!", "result");
        await ann.AddAsync("今年的财政年度从四月开始");
        await ben.AddAsync("Ben likes short answers", "preference");

        var seen = (await ann.GetAsync("/api/admin/memory?days=7")).ShouldBe(200);

        ((int)seen["memories"]!, (int)seen["owners"]!, (int)seen["exact_duplicates"]!).ShouldBe((5, 2, 1));
        ((int)seen["by_status"]!["active"]!["memories"]!).ShouldBe(5);
        seen["by_day"]!.AsArray().ShouldHaveSingleItem()!["memories"]!.GetValue<int>().ShouldBe(5);
        var largest = seen["largest_owners"]!.AsArray();
        largest.Select(owner => (string)owner!["id"]!).ShouldBe(["ann", "ben"]);
        ((int)largest[0]!["near_duplicates"]!, (int)largest[0]!["compared"]!).ShouldBe((1, 4));
        ((long)seen["tokens"]!).ShouldBe(largest.Sum(owner => (long)owner!["tokens"]!));
        ((long)seen["bytes"]!).ShouldBeGreaterThan(150);
        seen.ToJsonString().ShouldNotContain("fiscal");
    }

    [Theory]
    [InlineData("days=0", "invalid-days")]
    [InlineData("days=400", "invalid-days")]
    [InlineData("owners=51", "invalid-owners")]
    public async Task What_is_out_of_bounds_is_refused(string query, string code) =>
        ((string)(await new MemoryApi(_server.Client, "ann").GetAsync($"/api/admin/memory?{query}")).ShouldBe(400)["code"]!).ShouldBe(code);
}
