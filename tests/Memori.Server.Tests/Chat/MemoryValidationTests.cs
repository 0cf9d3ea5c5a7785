using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Chat;

/// <summary>The guide's second pitfall: what is wrong must not be remembered, or it is said again.</summary>
public sealed class MemoryValidationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Proven = "2026-11-01T12:00:00Z";

    public static TheoryData<string> BrokenSql =>
        ["SELEC 1", "SELECT * FROM", "DROP TABLE orders", "DELETE FROM orders", "SELECT 1; SELECT 2", "SELECT (1", "Sorry, I can't answer that.", "```sql\nSELECT 1\n```"];

    public static TheoryData<string> SoundSql =>
        ["SELECT count(*) FROM orders;", "WITH a AS (SELECT 1 AS n) SELECT n FROM a", "SELECT now()::date AT TIME ZONE 'UTC'", "SELECT [name] FROM \"orders\" -- all\n"];

    [Theory]
    [MemberData(nameof(BrokenSql))]
    public async Task A_query_whose_sql_can_not_be_read_is_not_remembered(string sql)
    {
        (await AddAsync("How many orders?", "query", new JsonObject { ["sql"] = sql, ["verified_at"] = Proven })).ShouldBe((400, "query-with-invalid-sql"));
        (await AddAsync($"Query: How many orders?\nSQL: {sql}", "fact", new JsonObject { ["type"] = "query" })).ShouldBe((400, "query-with-invalid-sql"));
        (await AddAsync(sql, "fact", new JsonObject { ["type"] = "query" })).ShouldBe((400, "query-with-invalid-sql"));
    }

    [Theory]
    [MemberData(nameof(SoundSql))]
    public async Task A_sound_one_is(string sql)
    {
        (await AddAsync($"How many? {sql}", "query", new JsonObject { ["sql"] = sql, ["verified_at"] = Proven })).Status.ShouldBe(201);
        (await AddAsync($"Query: How many?\nSQL: {sql}", "fact", new JsonObject { ["type"] = "query" })).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_query_without_its_proof_is_not_remembered() =>
        (await AddAsync("How many orders?", "query", new JsonObject { ["sql"] = "SELECT 1" })).ShouldBe((400, "query-without-proof"));

    [Fact]
    public async Task What_was_captured_with_little_confidence_is_not_remembered()
    {
        var (status, body) = await server.PostAsync("/api/memories", new { user_id = "ann", content = "Ann may like tea.", mode = "auto", confidence = 0.1 });
        (status, body["code"]!.GetValue<string>()).ShouldBe((400, "confidence-too-low"));
    }

    [Fact]
    public async Task A_change_can_not_make_a_query_unsound()
    {
        var (status, body) = await server.PostAsync("/api/memories", new
        {
            user_id = "ann",
            content = "How many customers?",
            kind = "query",
            metadata = new { sql = "SELECT 1", verified_at = Proven },
        });
        status.ShouldBe(201);
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"/api/memories/{body["id"]}")
        {
            Content = new StringContent("""{"user_id":"ann","metadata":{"sql":"DROP TABLE t","verified_at":"2026-11-01T12:00:00Z"}}""", Encoding.UTF8, "application/json"),
        };
        using var answer = await server.Client.SendAsync(change);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_import_is_judged_alike()
    {
        using var lines = new StringContent(
            """{"id":"z","content":"How many?","kind":"query","metadata":{"sql":"SELEC","verified_at":"2026-11-01T12:00:00Z"}}""", Encoding.UTF8, "application/x-ndjson");
        using var answer = await server.Client.PostAsync("/api/memories/import?user_id=ann", lines);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem["detail"]!.GetValue<string>().ShouldContain("SQL");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<(int Status, string? Code)> AddAsync(string content, string kind, JsonObject metadata)
    {
        var (status, body) = await server.PostAsync("/api/memories", new { user_id = "ann", content, kind, metadata });
        return (status, body["code"]?.GetValue<string>());
    }
}
