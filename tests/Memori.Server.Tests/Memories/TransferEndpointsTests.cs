namespace Memori.Server.Tests.Memories;

public sealed class TransferEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Export = MemoryApi.Route + "/export";

    [Fact]
    public async Task What_was_exported_comes_back_the_same_however_often_it_is_imported()
    {
        var (from, to) = (Api("from", "s1"), Api("to"));
        await from.AddAsync(new { content = "Line one\nand 第二行 \"quoted\" 🙂", kind = "rule", metadata = new { a = new[] { 1, 2 } } });
        await from.AddAsync("A turn.", "conversation");
        var lines = (await from.GetAsync(Export)).Text;
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);

        for (var i = 0; i < 2; i++)
        {
            (await to.ImportAsync(lines)).ShouldBe(200)["imported"]!.GetValue<int>().ShouldBe(2);
            (await to.GetAsync(Export)).Text.ShouldBe(lines);
        }

        (await Api("to", "another").ListAsync()).ShouldHaveSingleItem();
        (await Api("to", "s1").SearchAsync("第二行")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Imported_lines_belong_to_whoever_imports_them()
    {
        var lines = """{"id":"x","user_id":"victim","owner":{"kind":"user","id":"victim"},"content":"planted","kind":"rule"}""";
        (await Api("mallory").ImportAsync(lines)).ShouldBe(200);
        (await Api("victim").ListAsync()).ShouldBeEmpty();
        (await Api("mallory").ListAsync()).ShouldBe(["planted"]);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"id":"","content":"x","kind":"fact"}""")]
    [InlineData("""{"id":"a","content":" ","kind":"fact"}""")]
    [InlineData("""{"id":"a","content":"x","kind":"nonsense"}""")]
    [InlineData("""{"id":"a","content":"x","kind":"fact","importance":7}""")]
    [InlineData("[]")]
    public async Task A_bad_line_is_named_and_the_lines_before_it_are_kept(string bad)
    {
        var ann = Api("ann-" + bad.Length);
        var reply = await ann.ImportAsync("{\"id\":\"good\",\"content\":\"good\",\"kind\":\"fact\"}\n\n" + bad + "\n");
        reply.ShouldBe(400);
        reply.Code.ShouldBe("invalid-import");
        reply.Text.ShouldContain("3");
        (await ann.ListAsync()).ShouldBe(["good"]);
    }

    [Fact]
    public async Task An_empty_import_is_nothing() => (await Api("nobody").ImportAsync("")).ShouldBe(200)["imported"]!.GetValue<int>().ShouldBe(0);

    private MemoryApi Api(string user, string? session = null) => new(server.Client, user, session);
}
