namespace Memori.Cli.Tests.BlackBox;

/// <summary><c>/api/text2sql…</c> and <c>/api/v2/text2sql/generate</c>: the guide's main routes.</summary>
[Collection(nameof(OpenSuite))]
public sealed class Text2SqlRoutesTests(OpenService service) : Suite
{
    private const string Generate = "/api/text2sql/generate";
    private const string Execute = "/api/text2sql/execute";

    [Theory]
    [InlineData(Generate)]
    [InlineData("/api/v2/text2sql/generate")]
    public async Task A_question_becomes_SQL_in_the_guide_s_fields(string route)
    {
        var answer = (await service.PostAsync(route, new { user_id = "asker", session_id = "s1", datasource_id = 1, query = "How many customers are there?", include_explanation = true })).Is(200);
        answer.Word("sql").ShouldContain("customers");
        answer.Word("explanation").ShouldNotBeEmpty();
        answer["confidence"].GetValue<double>().ShouldBeInRange(0.0, 1.0);
        answer["usage"]["input_tokens"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(0);
        answer["usage"]["output_tokens"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(0);
        answer.Number("datasource_id").ShouldBe(1);
        answer.Word("session_id").ShouldBe("s1");
    }

    [Fact]
    public async Task Without_explanation_there_is_none_and_with_execute_there_are_rows()
    {
        var answer = (await service.PostAsync(Generate, new { user_id = "asker", session_id = "s2", datasource_id = 1, query = "How many products are there?", include_explanation = false, execute = true })).Is(200);
        answer.Json["explanation"].ShouldBeNull();
        (answer.Number("row_count"), answer.List("rows").Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_user_and_the_session_may_come_in_headers_or_the_body_and_must_agree()
    {
        var question = new { datasource_id = 1, query = "How many stores are there?" };
        (await service.PostAsync(Generate, question, ("X-User-Id", "header"), ("X-Session-Id", "s"))).Is(200);
        var both = new { user_id = "header", session_id = "s", datasource_id = 1, query = "How many stores are there?" };
        (await service.PostAsync(Generate, both, ("X-User-Id", "header"), ("X-Session-Id", "s"))).Is(200);
        (await service.PostAsync(Generate, both, ("X-User-Id", "another"))).Fails(403, "identity-conflict");
        (await service.PostAsync(Generate, both, ("X-Session-Id", "another"))).Fails(403, "identity-conflict");
    }

    [Fact]
    public async Task Missing_everywhere_is_401_in_the_guide_s_words()
    {
        var answer = (await service.PostAsync(Generate, new { datasource_id = 1, query = "How many?" })).Fails(401, "identity-missing");
        answer.Word("detail").ShouldStartWith("Missing user_id or session_id");
    }

    [Fact]
    public async Task An_answer_is_judged_and_corrected()
    {
        var question = new { user_id = "judge", session_id = "s1", datasource_id = 1, query = "How many orders are there?" };
        var learned = (await service.PostAsync(Generate, question)).Is(200).Word("learned_memory_id");
        (await service.PostAsync("/api/text2sql/feedback", new { user_id = "judge", memory_id = learned, verdict = "right" })).Is(200).Word("verdict").ShouldBe("right");
        var corrected = (await service.PostAsync("/api/text2sql/feedback", new { user_id = "judge", memory_id = learned, verdict = "corrected", sql = "SELECT COUNT(DISTINCT id) AS n FROM orders" })).Is(200);
        corrected.Word("sql").ShouldContain("DISTINCT");
    }

    [Fact]
    public async Task A_person_s_SQL_runs_through_the_guard()
    {
        var ran = (await service.PostAsync(Execute, new { user_id = "sql", session_id = "s1", datasource_id = 1, sql = "SELECT COUNT(*) AS n FROM customers" })).Is(200);
        ran.List("columns")[0]["name"]!.GetValue<string>().ShouldBe("n");
        (ran.Number("row_count"), ran["truncated"].GetValue<bool>()).ShouldBe((1, false));
        var file = new { user_id = "sql", session_id = "s1", datasource_id = 1, sql = "SELECT id FROM customers ORDER BY id LIMIT 2", row_limit = 10 };
        (await service.PostAsync(Execute, file, ("Accept", "text/csv"))).Is(200).Text.ShouldStartWith("id");
        (await service.PostAsync(Execute + "?format=xlsx", file)).Is(200).MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        (await service.PostAsync(Execute + "?format=json", file)).Is(200);
    }

    [Theory]
    [InlineData("DELETE FROM customers", "not-a-select")]
    [InlineData("SELECT 1; SELECT 2", "several-statements")]
    [InlineData("SELECT load_extension('x')", "unknown-function")]
    [InlineData("SELECT * FROM sqlite_master", "system-table")]
    [InlineData("SELECT nowhere FROM customers", "unknown-column")]
    [InlineData("SELEC", "sql-syntax")]
    public async Task What_the_guard_refuses_is_422_with_its_rule(string sql, string code)
    {
        var refused = (await service.PostAsync(Execute, new { user_id = "sql", session_id = "s1", datasource_id = 1, sql })).Is(422);
        refused.Word("code").ShouldBe(code);
    }

    [Theory]
    [InlineData(Generate, """{"user_id":"u","session_id":"s","datasource_id":1}""", 400, "bad-request")]
    [InlineData(Generate, """{"user_id":"u","session_id":"s","query":"x"}""", 400, "bad-request")]
    [InlineData(Generate, """{"user_id":"u","session_id":"s","datasource_id":"one","query":"x"}""", 400, "bad-request")]
    [InlineData(Generate, """{"user_id":"u","session_id":"s","datasource_id":99,"query":"How many?"}""", 404, "datasource-not-found")]
    [InlineData(Generate, """{"user_id":"u","session_id":"s","datasource_id":1,"query":""}""", 400, "question-empty")]
    [InlineData(Generate, """{"user_id":"u","session_id":"s","datasource_id":1,"query":"x","context":{"max_history_turns":-1}}""", 400, "context-out-of-range")]
    [InlineData("/api/v2/text2sql/generate", """{"user_id":"u","session_id":"s","datasource_id":99,"query":"How many?"}""", 404, "datasource-not-found")]
    [InlineData(Execute, """{"user_id":"u","session_id":"s","datasource_id":1}""", 400, "bad-request")]
    [InlineData(Execute + "?format=exe", """{"user_id":"u","session_id":"s","datasource_id":1,"sql":"SELECT 1"}""", 400, "invalid-format")]
    [InlineData(Execute, """{"user_id":"u","session_id":"s","datasource_id":99,"sql":"SELECT 1"}""", 404, "datasource-not-found")]
    [InlineData("/api/text2sql/feedback", """{"user_id":"u","memory_id":"x","verdict":"maybe"}""", 400, "invalid-verdict")]
    [InlineData("/api/text2sql/feedback", """{"user_id":"u","memory_id":"x","verdict":"right"}""", 404, "memory-not-found")]
    [InlineData("/api/text2sql/feedback", """{"user_id":"u","memory_id":"x","verdict":"corrected"}""", 400, "invalid-verdict")]
    public async Task What_is_wrong_is_said(string path, string body, int status, string code) =>
        await service.RefusesAsync("POST", path, body, status, code);
}
