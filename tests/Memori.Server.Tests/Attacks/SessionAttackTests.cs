using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Tests.Access;

namespace Memori.Server.Tests.Attacks;

/// <summary>Another's session and what is not for one's key: "not yours" is "not there", word for word (16 of the attacks).</summary>
public sealed class SessionAttackTests
{
    [Theory]
    [InlineData("GET", "/api/sessions/{id}", null)]
    [InlineData("PATCH", "/api/sessions/{id}", """{"metadata":{"taken":true}}""")]
    [InlineData("POST", "/api/sessions/{id}/validate", null)]
    [InlineData("DELETE", "/api/sessions/{id}", null)]
    [InlineData("DELETE", "/api/sessions/{id}?memories=delete", null)]
    [InlineData("GET", "/api/sessions/{id}/transcript", null)]
    [InlineData("GET", "/api/memories?session_id={id}", null)]
    [InlineData("GET", "/api/memories/export?session_id={id}", null)]
    [InlineData("POST", "/api/memories/search", """{"query":"Alice secret","session_id":"{id}"}""")]
    [InlineData("POST", "/api/memories/wake", """{"session_id":"{id}"}""")]
    [InlineData("GET", "/api/text2sql/memory-stats?session_id={id}", null)]
    [InlineData("DELETE", "/api/text2sql/clear-memory?session_id={id}", null)]
    [InlineData("GET", "/api/monitoring/memory/growth/bob/{id}", null)]
    public async Task Another_users_session_answers_as_one_that_is_not_there(string method, string path, string? body)
    {
        await using var server = await AccessServer.StartAsync();
        var alice = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        var bob = ("x-api-key", await server.KeyAsync(KeyRole.User, "bob"));
        (await server.JsonAsync("POST", "/api/sessions", new { session_id = "alice-1", metadata = new { note = "zirkon" } }, alice)).Status.ShouldBe(201);
        (await server.JsonAsync("POST", "/api/memories", new { content = "Alice's secret is zirkon", session_id = "alice-1", kind = "conversation" }, alice)).Status.ShouldBe(201);

        var there = await AskAsync("alice-1");
        var nowhere = await AskAsync("alice-2");

        there.Status.ShouldBe(nowhere.Status);
        there.Text.Replace("alice-1", "", StringComparison.Ordinal).ShouldBe(nowhere.Text.Replace("alice-2", "", StringComparison.Ordinal));
        there.Headers.ShouldBe(nowhere.Headers);
        there.Text.ShouldNotContain("zirkon");
        var kept = await server.JsonAsync("GET", "/api/sessions/alice-1", null, alice);
        kept.Body!["is_active"]!.GetValue<bool>().ShouldBeTrue();
        kept.Body["metadata"]!.ToJsonString().ShouldBe("""{"note":"zirkon"}""");
        (await server.JsonAsync("GET", "/api/sessions/alice-1/transcript", null, alice)).Body!["total"]!.GetValue<int>().ShouldBe(1);

        async Task<(int Status, string Text, string Headers)> AskAsync(string id)
        {
            using var response = await server.SendAsync(method, path.Replace("{id}", id, StringComparison.Ordinal), body is null ? null : JsonNode.Parse(body.Replace("{id}", id, StringComparison.Ordinal)), bob);
            var text = await response.Content.ReadAsStringAsync();
            if (text.StartsWith('{') && JsonNode.Parse(text.Split('\n')[0]) is JsonObject json)
            {
                // Of each request, whatever it asks.
                foreach (var own in (string[])["request_id", "trace_id", "took_ms", "elapsed_ms"])
                {
                    json.Remove(own);
                }

                text = json.ToJsonString();
            }

            return ((int)response.StatusCode, text, string.Join(' ', response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Where(name => name != "Content-Length").Order(StringComparer.Ordinal)));
        }
    }

    [Theory]
    [InlineData("GET", "/api/datasources/{id}/schema", null)]
    [InlineData("GET", "/api/datasources/{id}/pairs", null)]
    [InlineData("POST", "/api/text2sql/execute", """{"sql":"SELECT 1","datasource_id":"{id}"}""")]
    [InlineData("POST", "/api/text2sql/generate", """{"query":"How many customers?","datasource_id":"{id}"}""")]
    [InlineData("POST", "/api/v2/text2sql/generate", """{"query":"How many customers?","datasource_id":"{id}"}""")]
    public async Task A_datasource_that_is_not_for_the_key_answers_as_one_that_is_not_there(string method, string path, string? body)
    {
        await using var server = await AccessServer.StartAsync();
        var service = ("x-api-key", await server.KeyAsync(KeyRole.Service, change: key => key with { DataSources = [77] }));
        var (status, code, there) = await AskAsync("1");
        var (otherStatus, otherCode, nowhere) = await AskAsync("9");
        (status, code).ShouldBe((404, "datasource-not-found"));
        (status, code).ShouldBe((otherStatus, otherCode));
        ((string)there!["detail"]!).Replace('1', '9').ShouldBe((string)nowhere!["detail"]!);

        Task<(int Status, string? Code, JsonNode? Body)> AskAsync(string id) => server.JsonAsync(
            method,
            path.Replace("{id}", id, StringComparison.Ordinal),
            body is null ? null : JsonNode.Parse(body.Replace("\"{id}\"", id, StringComparison.Ordinal)),
            service,
            ("X-User-Id", "alice"),
            ("X-Session-Id", "s"));
    }

    [Fact]
    public async Task A_services_key_for_some_datasources_sees_no_figures_of_nobodys()
    {
        await using var server = await AccessServer.StartAsync();
        var service = ("x-api-key", await server.KeyAsync(KeyRole.Service, change: key => key with { DataSources = [1] }));
        foreach (var path in (string[])["/api/monitoring/stats/hourly", "/api/monitoring/usage"])
        {
            (await server.JsonAsync("GET", path, null, service)).Code.ShouldBe("not-administrator", path);
            (await server.JsonAsync("GET", path, null, service, ("X-User-Id", "alice"))).Status.ShouldBe(200, path);
        }

        // What came with the key itself is the key's.
        (await server.JsonAsync("GET", "/api/usage", null, service)).Body!["key_id"]!.GetValue<string>().ShouldNotBeEmpty();
        (await server.JsonAsync("GET", "/api/usage?key_id=another", null, service)).Code.ShouldBe("not-administrator");
    }
}
