namespace Memori.Server.Tests;

public sealed class GenerateEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string V1 = "/api/text2sql/generate";
    private const string V2 = "/api/v2/text2sql/generate";

    [Theory]
    [InlineData(V1, "最近三个月销售额最高的5个产品")]
    [InlineData(V2, "What are the top 5 products by sales in the last three months?")]
    public async Task Generate_KnownQuestion_GivesVerifiedSqlWithoutRows(string route, string query)
    {
        var (status, body) = await server.PostAsync(route, new { user_id = "u1", session_id = "s1", datasource_id = 1, query });
        status.ShouldBe(200);
        body["sql"]!.GetValue<string>().ShouldContain("LIMIT 5");
        body["explanation"]!.GetValue<string>().ShouldNotBeEmpty();
        body["confidence"]!.GetValue<double>().ShouldBeInRange(0.1, 1);
        body["usage"]!["total_tokens"]!.GetValue<long>().ShouldBe(0);
        body["rows"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Generate_WithExecute_GivesRows()
    {
        var (_, body) = await server.PostAsync(V1, new { user_id = "u2", session_id = "s1", datasource_id = 1, query = "How many customers are there?", execute = true, include_explanation = false });
        body["row_count"]!.GetValue<int>().ShouldBe(1);
        body["rows"]![0]![0]!.GetValue<long>().ShouldBeGreaterThan(0);
        body["explanation"].ShouldBeNull();
    }

    [Fact]
    public async Task Generate_AskedAgain_IsRememberedForThatUserAlone()
    {
        var question = new { user_id = "learner", session_id = "s1", datasource_id = 1, query = "How many orders are there?" };
        (await server.PostAsync(V1, question)).Body["generator"]!.GetValue<string>().ShouldBe("embedded");
        var again = (await server.PostAsync(V1, question with { session_id = "s2" })).Body;
        again["generator"]!.GetValue<string>().ShouldBe("remembered");
        again["memories"]!.AsArray().Count.ShouldBe(1);
        (await server.PostAsync(V1, question with { user_id = "stranger" })).Body["generator"]!.GetValue<string>().ShouldBe("embedded");
    }

    [Fact]
    public async Task Generate_WithContext_UsesNoMoreThanItSays()
    {
        var question = new { user_id = "context", session_id = "s1", datasource_id = 1, query = "How many products are there?" };
        (await server.PostAsync(V1, question)).Status.ShouldBe(200);

        var without = await server.PostAsync(V1, new { question.user_id, question.session_id, question.datasource_id, question.query, context = new { include_examples = false, max_schema_tables = 3 } });
        without.Body["memories"]!.AsArray().ShouldBeEmpty();
        var wrong = await server.PostAsync(V1, new { question.user_id, question.session_id, question.datasource_id, question.query, context = new { max_schema_tables = 0 } });
        (wrong.Status, wrong.Body["code"]!.GetValue<string>()).ShouldBe((400, "context-out-of-range"));
    }

    [Fact]
    public async Task Generate_WithoutIdentity_Is401()
    {
        var (status, body) = await server.PostAsync(V1, new { datasource_id = 1, query = "How many orders?" });
        status.ShouldBe(401);
        body["code"]!.GetValue<string>().ShouldBe("identity-missing");
    }

    [Fact]
    public async Task Generate_HeadersAlone_AreIdentityEnough()
    {
        var (status, _) = await server.PostAsync(V1, new { datasource_id = 1, query = "How many orders are there?" }, ("X-User-Id", "h"), ("X-Session-Id", "s"));
        status.ShouldBe(200);
    }

    [Fact]
    public async Task Generate_HeaderAndBodyDiffer_Is403()
    {
        var (status, body) = await server.PostAsync(V1, new { user_id = "a", session_id = "s", datasource_id = 1, query = "How many orders?" }, ("X-User-Id", "b"));
        status.ShouldBe(403);
        body["code"]!.GetValue<string>().ShouldBe("identity-conflict");
    }

    [Fact]
    public async Task Generate_UnknownDatasource_Is404()
    {
        var (status, _) = await server.PostAsync(V1, new { user_id = "a", session_id = "s", datasource_id = 4711, query = "How many orders?" });
        status.ShouldBe(404);
    }

    [Theory]
    [InlineData("", "question-empty")]
    [InlineData("   ", "question-empty")]
    [InlineData("🙂 123 !?", "question-unreadable")]
    public async Task Generate_NoQuestion_Is400WithTheReason(string query, string code)
    {
        var (status, body) = await server.PostAsync(V1, new { user_id = "a", session_id = "s", datasource_id = 1, query });
        status.ShouldBe(400);
        body["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Generate_HugeQuestion_Is400InTheCallersLanguage()
    {
        var (status, body) = await server.PostAsync(
            V1, new { user_id = "a", session_id = "s", datasource_id = 1, query = new string('销', 100_000) }, ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"));
        status.ShouldBe(400);
        body["code"]!.GetValue<string>().ShouldBe("question-too-long");
        body["detail"]!.GetValue<string>().ShouldContain("字符");
    }

    [Fact]
    public async Task Generate_MalformedBody_Is400()
    {
        using var content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(V1, content);
        ((int)response.StatusCode).ShouldBe(400);
    }
}
