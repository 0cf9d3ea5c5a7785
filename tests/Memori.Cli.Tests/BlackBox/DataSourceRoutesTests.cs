using System.Text;

namespace Memori.Cli.Tests.BlackBox;

/// <summary><c>/api/datasources…</c>: added, tried, described, narrowed by rules, removed.</summary>
[Collection(nameof(OpenSuite))]
public sealed class DataSourceRoutesTests(OpenService service) : Suite
{
    private const string Route = "/api/datasources";
    private const string Policy = Route + "/1/policy";

    private static readonly (string, string) Curator = ("X-User-Id", "curator");

    [Fact]
    public async Task A_file_becomes_a_datasource_that_can_be_asked_changed_and_removed()
    {
        var id = (await UploadAsync("cities.csv", "city,people\nBerlin,3700000\n上海,24800000\n")).Is(200).Number("datasource_id");
        var found = (await service.GetAsync($"{Route}/{id}")).Is(200);
        (found.Number("id"), found["has_password"].GetValue<bool>()).ShouldBe((id, false));
        (await service.GetAsync(Route)).Is(200).List("datasources").ShouldContain(source => source["id"]!.GetValue<long>() == id);
        (await service.PatchAsync($"{Route}/{id}", new { name = "Cities", description = "Where people live" })).Is(200).Word("name").ShouldBe("Cities");
        (await service.PostAsync($"{Route}/{id}/test")).Is(200)["ok"].GetValue<bool>().ShouldBeTrue();
        (await service.PostAsync($"{Route}/{id}/sync")).Is(200).Number("tables").ShouldBe(1);
        var ran = await service.PostAsync("/api/text2sql/execute", new { user_id = "curator", session_id = "s", datasource_id = id, sql = "SELECT people FROM cities WHERE city = '上海'" });
        ran.Is(200)["rows"][0]![0]!.GetValue<long>().ShouldBe(24_800_000);

        (await service.DeleteAsync($"{Route}/{id}")).Is(204);
        (await service.GetAsync($"{Route}/{id}")).Fails(404, "datasource-not-found");
        (await service.GetAsync($"{Route}/{id}/schema?user_id=curator")).Fails(404, "datasource-not-found");
    }

    [Fact]
    public async Task A_target_is_tried_without_being_kept_and_is_the_same_when_it_is_added_again()
    {
        var before = (await service.GetAsync(Route)).List("datasources").Count;
        var tried = (await service.PostAsync(Route + "/test", new { target = "sample" })).Is(200);
        tried["ok"].GetValue<bool>().ShouldBeTrue();
        tried.List("steps").ShouldAllBe(step => step["outcome"]!.GetValue<string>().Length > 0);
        (await service.PostAsync(Route + "/test", new { target = "postgres://nobody:wrong@127.0.0.1:9/none" })).Is(200)["ok"].GetValue<bool>().ShouldBeFalse();
        var added = (await service.PostAsync(Route, new { target = "sample" })).Is(201);
        added.Header("Location").ShouldBe($"{Route}/{added.Number("id")}");
        (await service.GetAsync(Route)).List("datasources").Count.ShouldBe(before);
    }

    [Fact]
    public async Task The_schema_is_shown_with_what_people_added_to_it()
    {
        var schema = (await service.GetAsync(Route + "/1/schema", Curator)).Is(200);
        schema.List("tables").ShouldContain(table => table["name"]!.GetValue<string>() == "customers");
        (await service.PutAsync(Route + "/1/annotations", "tables:\n- table: customers\n  synonyms: [buyers, 买家]\n", ("Content-Type", "application/yaml"))).Is(200);
        (await service.GetAsync(Route + "/1/annotations")).Is(200).List("tables")[0]["synonyms"]![1]!.GetValue<string>().ShouldBe("买家");
        (await service.GetAsync(Route + "/1/annotations", ("Accept", "application/yaml"))).Is(200).Text.ShouldContain("买家");
        (await service.PutAsync(Route + "/1/annotations", new { tables = Array.Empty<object>() })).Is(200);
    }

    [Fact]
    public async Task Rules_are_put_shown_tried_and_taken_away_and_never_over_another_s()
    {
        const string rules = "version: 1\naccess: [alice]\nrules:\n  - table: payments\n    for: alice\n    deny: true\n";
        (await service.PutAsync(Policy + "?dry_run=true", rules, Curator, ("Content-Type", "application/yaml"))).Is(200)["valid"].GetValue<bool>().ShouldBeTrue();
        var put = (await service.PutAsync(Policy, rules, Curator, ("Content-Type", "application/yaml"))).Is(200);
        put.Header("ETag").ShouldBe($"\"{put.Number("version")}\"");
        try
        {
            (await service.GetAsync(Policy, Curator)).Is(200)["policy"].ShouldNotBeNull();
            (await service.GetAsync(Policy, Curator, ("Accept", "application/yaml"))).Is(200).Text.ShouldBe(rules);
            var preview = (await service.PostAsync(Policy + "/preview", new { user_id = "alice", sql = "SELECT * FROM payments" })).Is(200);
            preview.List("tables").ShouldNotContain(table => table["name"]!.GetValue<string>() == "payments");
            (await service.PostAsync("/api/text2sql/execute", new { user_id = "mallory", session_id = "s", datasource_id = 1, sql = "SELECT 1" })).Fails(404, "datasource-not-found");
            (await service.PutAsync(Policy, rules, Curator, ("Content-Type", "application/yaml"), ("If-Match", "\"0\""))).Fails(412, "policy-version");
            (await service.DeleteAsync(Policy, Curator, ("If-Match", "\"0\""))).Fails(412, "policy-version");
        }
        finally
        {
            (await service.DeleteAsync(Policy, Curator)).Is(200).Json["policy"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task Verified_questions_are_taken_in_and_given_out()
    {
        var taken = (await service.PostAsync(Route + "/1/pairs?user_id=pairs", new { pairs = new[] { new { question = "How busy were we?", sql = "SELECT COUNT(*) AS n FROM orders" }, new { question = "Drop", sql = "DROP TABLE orders" } } })).Is(200);
        (taken.Number("kept"), taken.Number("refused")).ShouldBe((1, 1));
        (await service.GetAsync(Route + "/1/pairs?user_id=pairs")).Is(200).List("pairs").ShouldHaveSingleItem();
        (await service.GetAsync(Route + "/1/pairs?user_id=pairs&format=csv")).Is(200).MediaType.ShouldBe("text/csv");
        (await service.GetAsync(Route + "/1/pairs?user_id=pairs&format=jsonl")).Is(200).MediaType.ShouldBe("application/x-ndjson");
        (await service.GetAsync(Route + "/1/pairs?user_id=pairs&format=yaml")).Is(200).MediaType.ShouldBe("application/yaml");
    }

    [Theory]
    [InlineData("POST", Route, "{}", 400, "bad-request")]
    [InlineData("POST", Route, """{"target":"no-such-file.sqlite"}""", 404, "datasource-not-found")]
    [InlineData("POST", Route, """{"target":"/etc/passwd"}""", 403, "datasource-outside-roots")]
    [InlineData("POST", Route, """{"target":"gopher://x"}""", 400, "datasource-unknown-form")]
    [InlineData("POST", Route + "/test", "{}", 400, "bad-request")]
    [InlineData("GET", Route + "/99", null, 404, "datasource-not-found")]
    [InlineData("PATCH", Route + "/99", """{"name":"x"}""", 404, "datasource-not-found")]
    [InlineData("DELETE", Route + "/99", null, 404, "datasource-not-found")]
    [InlineData("POST", Route + "/99/test", null, 404, "datasource-not-found")]
    [InlineData("POST", Route + "/99/sync", null, 404, "datasource-not-found")]
    [InlineData("GET", Route + "/1/schema", null, 401, "identity-missing")]
    [InlineData("GET", Route + "/99/annotations", null, 404, "datasource-not-found")]
    [InlineData("PUT", Route + "/1/annotations", """{"tables":[{"table":"nothing"}]}""", 400, "invalid-annotations")]
    [InlineData("PUT", Route + "/1/annotations", """{"tables":""", 400, "invalid-annotations")]
    [InlineData("GET", Policy, null, 401, "identity-missing")]
    [InlineData("PUT", Policy + "?user_id=u", """{"version":1,"rules":[{"table":"nowhere"}]}""", 400, "policy-invalid")]
    [InlineData("DELETE", Route + "/99/policy?user_id=u", null, 404, "datasource-not-found")]
    [InlineData("POST", Policy + "/preview", "{}", 400, "bad-request")]
    [InlineData("GET", Route + "/1/pairs", null, 401, "identity-missing")]
    [InlineData("GET", Route + "/1/pairs?user_id=u&format=exe", null, 400, "unknown-format")]
    [InlineData("POST", Route + "/1/pairs?user_id=u", "no pairs", 400, "invalid-records")]
    [InlineData("POST", Route + "/99/pairs?user_id=u", "{}", 404, "datasource-not-found")]
    [InlineData("POST", Route + "/upload?user_id=u", "{}", 400, "upload-malformed")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, int status, string code) =>
        await service.RefusesAsync(method, path, body, status, code);

    [Fact]
    public async Task A_file_that_is_none_is_refused()
    {
        (await UploadAsync("program.exe", "MZ")).Fails(400, "upload-unsupported");
        (await UploadAsync("../../etc/passwd", "x")).Fails(400, "upload-unsupported");
        (await UploadAsync("empty.csv", "")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("Forwarded", "for=198.51.100.7")]
    [InlineData("X-Forwarded-For", "198.51.100.7")]
    public async Task Behind_a_proxy_nobody_is_the_operator_without_a_key(string header, string value) =>
        (await service.GetAsync(Route, (header, value))).Status.ShouldBe(403);

    private async Task<Answer> UploadAsync(string name, string content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name }, { new StringContent("curator"), "user_id" } };
        return await service.PostAsync(Route + "/upload", form);
    }
}
