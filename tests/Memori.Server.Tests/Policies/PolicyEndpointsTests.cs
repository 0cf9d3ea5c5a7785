using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Policies;

/// <summary>Access rules through the routes: set, shown, checked, kept apart by version, and held at the other routes.</summary>
public sealed class PolicyEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/datasources/1/policy";

    private const string Yaml =
        """
        version: 1
        access: [alice, bob]
        users:
          alice: { region: North }
        rules:
          - table: customers
            for: alice
            hide: [email]   # nobody's business
            mask: { name: "substr(name, 1, 1) || '.'" }
            rows: id <= 3
          - table: payments
            deny: true
        """;

    [Fact]
    public async Task Policy_FromPutToDelete()
    {
        var (status, set, tag) = await SendAsync(HttpMethod.Put, Route, Yaml, "application/yaml");
        (status, set["policy"]!["rules"]!.AsArray().Count).ShouldBe((200, 2), set.ToJsonString());
        tag.ShouldBe($"\"{set["version"]}\"");

        (await TextAsync(Route, "application/yaml")).ShouldBe(Yaml);
        (await SendAsync(HttpMethod.Get, Route)).Body["policy"]!["access"]!.AsArray().Count.ShouldBe(2);

        var (refused, problem) = await ExecuteAsync("alice", "SELECT email FROM customers");
        (refused, problem["code"]!.GetValue<string>()).ShouldBe((422, "unknown-column"));
        var (_, rows) = await ExecuteAsync("alice", "SELECT name FROM customers");
        rows["sql"]!.GetValue<string>().ShouldBe("SELECT name FROM customers LIMIT 1001");
        rows["row_count"]!.GetValue<int>().ShouldBe(3);
        rows["rows"]!.AsArray().ShouldAllBe(row => row![0]!.GetValue<string>().Length == 2);
        var (absent, notThere) = await ExecuteAsync("mallory", "SELECT 1");
        (absent, notThere["code"]!.GetValue<string>()).ShouldBe((404, "datasource-not-found"));
        (await ExecuteAsync("mallory", "SELECT 1", datasource: 4711)).Body["detail"]!.GetValue<string>().Replace("4711", "1", StringComparison.Ordinal)
            .ShouldBe(notThere["detail"]!.GetValue<string>());
        (await SendAsync(HttpMethod.Get, "/api/datasources", user: "mallory")).Body["datasources"]!.AsArray().ShouldBeEmpty();
        foreach (var (method, path) in new[] { (HttpMethod.Get, "annotations"), (HttpMethod.Post, "sync"), (HttpMethod.Post, "test") })
        {
            // Who speaks for somebody whom rules narrow is no operator: these tell of what is hidden.
            (await SendAsync(method, $"/api/datasources/1/{path}", user: "alice")).Status.ShouldBe(403, path);
            (await SendAsync(method, $"/api/datasources/1/{path}", user: "mallory")).Status.ShouldBe(404, path);
        }

        (await SendAsync(HttpMethod.Get, "/api/datasources/1", user: "mallory")).Status.ShouldBe(404);
        (await SendAsync(HttpMethod.Get, "/api/datasources", user: "alice")).Body["datasources"]!.AsArray().ShouldNotBeEmpty();

        var (_, preview) = await server.PostAsync($"{Route}/preview", new { user_id = "alice", sql = "SELECT count(*) FROM customers" });
        preview["sql"]!.GetValue<string>().ShouldContain("FROM main.customers WHERE customers.id <= 3 LIMIT -1");
        preview["tables"]!.AsArray().ShouldNotContain(table => table!["name"]!.GetValue<string>() == "payments");

        (await SendAsync(HttpMethod.Put, Route, "version: 1", "application/yaml", ifMatch: "\"0\"")).Status.ShouldBe(412);
        (await SendAsync(HttpMethod.Put, Route, """{"version": 1, "rules": [{"table": "orders", "rows": "id = 1"}]}""", "application/json", ifMatch: tag)).Status.ShouldBe(200);
        (await TextAsync(Route, "application/yaml")).ShouldContain("- table: orders");
        (await ExecuteAsync("mallory", "SELECT id FROM orders")).Body["row_count"]!.GetValue<int>().ShouldBe(1);

        var (_, removed, _) = await SendAsync(HttpMethod.Delete, Route);
        removed["policy"].ShouldBeNull();
        removed["version"]!.GetValue<int>().ShouldBe(set["version"]!.GetValue<int>() + 2);
        (await ExecuteAsync("mallory", "SELECT email FROM customers")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Policy_WithFaults_IsRefusedWithAllOfThem()
    {
        const string faulty = "version: 1\nrules:\n  - table: nowhere\n  - table: orders\n    hide: [nothing]\n    row: id = 1";
        var (status, problem, _) = await SendAsync(HttpMethod.Put, Route, "version: 1\nrules:\n  - table: nowhere\n  - table: orders\n    rows: nothing = 1", "application/yaml");
        (status, problem["code"]!.GetValue<string>()).ShouldBe((400, "policy-invalid"));
        problem["faults"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).ShouldBe(["rules[0].table", "rules[1].rows"]);

        var (dry, report, _) = await SendAsync(HttpMethod.Put, $"{Route}?dry_run=true", faulty, "application/yaml");
        (dry, report["valid"]!.GetValue<bool>()).ShouldBe((200, false));
        report["faults"]![0]!["line"]!.GetValue<int>().ShouldBe(6);
    }

    private async Task<(int Status, JsonNode Body)> ExecuteAsync(string user, string sql, int datasource = 1) =>
        await server.PostAsync("/api/text2sql/execute", new { user_id = user, session_id = "s", datasource_id = datasource, sql });

    private async Task<string> TextAsync(string route, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        request.Headers.Add("X-User-Id", "admin");
        request.Headers.Accept.ParseAdd(accept);
        using var response = await server.Client.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<(int Status, JsonNode Body, string Tag)> SendAsync(
        HttpMethod method, string route, string? text = null, string type = "application/json", string? ifMatch = null, string user = "admin")
    {
        using var request = new HttpRequestMessage(method, route);
        request.Headers.Add("X-User-Id", user);
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        request.Content = text is null ? null : new StringContent(text, Encoding.UTF8, type);
        using var response = await server.Client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response.Headers.ETag?.Tag ?? "");
    }
}
