using System.Text.Json.Nodes;

namespace Memori.Server.Tests;

public sealed class FeedbackEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/text2sql/feedback";

    [Fact]
    public async Task A_corrected_answer_is_given_from_then_on()
    {
        var id = await LearnedAsync("ann");
        const string Sql = "SELECT COUNT(*) AS how_many FROM stores WHERE id > 0";
        var (status, body) = await server.PostAsync(Route, new { user_id = "ann", memory_id = id, verdict = "corrected", sql = Sql });
        status.ShouldBe(200);
        body["memory_id"]!.GetValue<string>().ShouldNotBe(id);
        (await AskAsync("ann"))["sql"]!.GetValue<string>().ShouldBe(Sql);
    }

    [Theory]
    [InlineData("right", null, 200, null)]
    [InlineData("maybe", null, 400, "invalid-verdict")]
    [InlineData("corrected", null, 400, "invalid-verdict")]
    [InlineData("right", "SELECT 1", 400, "invalid-verdict")]
    [InlineData("corrected", "DROP TABLE stores", 422, "not-a-select")]
    public async Task A_verdict_is_right_wrong_or_corrected_with_sql(string verdict, string? sql, int expected, string? code)
    {
        var (status, body) = await server.PostAsync(Route, new { user_id = "bob", memory_id = await LearnedAsync("bob"), verdict, sql });
        status.ShouldBe(expected);
        ((string?)body["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task Another_users_answer_is_not_there()
    {
        var (status, body) = await server.PostAsync(Route, new { user_id = "mallory", memory_id = await LearnedAsync("carol"), verdict = "wrong" });
        status.ShouldBe(404);
        body["code"]!.GetValue<string>().ShouldBe("memory-not-found");
        (await AskAsync("carol"))["generator"]!.GetValue<string>().ShouldBe("remembered");
    }

    private async Task<string> LearnedAsync(string user) => (await AskAsync(user))["learned_memory_id"]!.GetValue<string>();

    private async Task<JsonNode> AskAsync(string user) =>
        (await server.PostAsync("/api/text2sql/generate", new { user_id = user, session_id = "s", datasource_id = 1, query = "How many stores are there?" })).Body;
}
