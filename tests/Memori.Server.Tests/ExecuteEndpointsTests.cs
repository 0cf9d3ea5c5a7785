namespace Memori.Server.Tests;

public sealed class ExecuteEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/text2sql/execute";

    [Fact]
    public async Task Execute_Select_GivesRowsWithinTheLimit()
    {
        var (status, body) = await server.PostAsync(Route, new { user_id = "u", session_id = "s", datasource_id = 1, sql = "SELECT * FROM orders" });
        status.ShouldBe(200);
        body["row_count"]!.GetValue<int>().ShouldBe(1000);
        body["truncated"]!.GetValue<bool>().ShouldBeTrue();
        body["sql"]!.GetValue<string>().ShouldContain("LIMIT");
    }

    [Theory]
    [InlineData("DELETE FROM orders", "not-a-select")]
    [InlineData("SELECT 1; DROP TABLE orders", "several-statements")]
    [InlineData("SELECT load_extension('x')", "unknown-function")]
    public async Task Execute_Forbidden_Is422WithTheRule(string sql, string rule)
    {
        var (status, body) = await server.PostAsync(Route, new { user_id = "u", session_id = "s", datasource_id = 1, sql });
        status.ShouldBe(422);
        body["code"]!.GetValue<string>().ShouldBe(rule);
    }
}
