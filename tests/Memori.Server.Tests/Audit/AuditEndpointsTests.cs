using System.Net;
using System.Text.Json.Nodes;
using Memori.Server.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Audit;

/// <summary>What the audit says of requests, through the real service.</summary>
public sealed class AuditEndpointsTests : IAsyncLifetime
{
    private const string Policy = "version: 1\nrules:\n  - table: orders\n    rows: id > 10\n";

    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Question_Answered_IsThereWithWhatRanBeforeTheAnswerIs()
    {
        await _server.PostAsync("/api/text2sql/generate", new { user_id = "anna", session_id = "s1", datasource_id = 1, query = "How many customers are there?" });
        var entry = await SingleAsync("kind=generate-sql");
        entry["outcome"]!.GetValue<string>().ShouldBe("ok");
        entry["actor"]!.GetValue<string>().ShouldBe("loopback");
        entry["user_id"]!.GetValue<string>().ShouldBe("anna");
        entry["session_id"]!.GetValue<string>().ShouldBe("s1");
        entry["datasource_id"]!.GetValue<int>().ShouldBe(1);
        entry["policy_version"]!.GetValue<long>().ShouldBe(0);
        entry["asked"]!.GetValue<string>().ShouldBe("How many customers are there?");
        entry["statements"]!.AsArray().ShouldContain(statement => statement!.GetValue<string>().Contains("customers"));
        entry["request_id"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Execute_RefusedByTheGuard_SaysWhatWasAskedAndThatNothingRan()
    {
        await _server.PostAsync("/api/text2sql/execute", new { user_id = "anna", session_id = "s1", datasource_id = 1, sql = "DELETE FROM orders" });
        var entry = await SingleAsync("kind=execute-sql");
        entry["outcome"]!.GetValue<string>().ShouldBe("refused");
        entry["code"]!.GetValue<string>().ShouldBe("not-a-select");
        entry["asked"]!.GetValue<string>().ShouldBe("DELETE FROM orders");
        entry["statements"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=csv")]
    public async Task Execute_UnderAPolicy_NamesItsVersionAndTheStatementAsItRan(string format)
    {
        using var policy = new HttpRequestMessage(HttpMethod.Put, "/api/datasources/1/policy") { Content = new StringContent(Policy, null, "application/yaml") };
        policy.Headers.Add("X-User-Id", "root");
        using (var put = await _server.Client.SendAsync(policy))
        {
            put.StatusCode.ShouldBe(HttpStatusCode.OK, await put.Content.ReadAsStringAsync());
        }

        using var content = new StringContent("""{"user_id":"anna","session_id":"s1","datasource_id":1,"sql":"SELECT name FROM cities"}""", null, "application/json");
        using var response = await _server.Client.PostAsync("/api/text2sql/execute" + format, content);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var entry = await SingleAsync("kind=execute-sql");
        entry["policy_version"]!.GetValue<long>().ShouldBe(1);
        entry["statements"]!.AsArray().Single()!.GetValue<string>().ShouldContain("LIMIT");
        var set = await SingleAsync("kind=put-policy");
        set["policy_version"]!.GetValue<long>().ShouldBe(1);
        set["datasource_id"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Administration_AndWhoeverIsTurnedAway_AreThere()
    {
        var (_, made) = await _server.PostAsync("/api/admin/keys", new { role = "admin", name = "root" });
        var (admin, user) = (made["secret"]!.GetValue<string>(), (await _server.PostAsync("/api/admin/keys", new { role = "user", user_id = "anna" }, ("x-api-key", made["secret"]!.GetValue<string>()))).Body);
        var secret = user["secret"]!.GetValue<string>();
        foreach (var _ in Enumerable.Range(0, 10))
        {
            (await SendAsync("/api/admin/keys", admin[..^3] + "AAA")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await SendAsync("/api/admin/audit", secret)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await _server.Services.GetRequiredService<AuditQueue>().FlushAsync();
        var all = (await EntriesAsync("", admin)).ToList();
        var first = all.Where(entry => Text(entry, "kind") == "create-key").ToList();
        Text(first[^1], "actor").ShouldBe("loopback");
        first[^1]["details"]!["role"]!.GetValue<string>().ShouldBe("admin");
        Text(first[0], "actor_label").ShouldBe(admin[..11]);
        Text(first[0], "user_id").ShouldBe("anna");
        var refused = all.Where(entry => Text(entry, "kind") == "access-refused").ToList();
        refused.Count(entry => Text(entry, "code") == "invalid-api-key").ShouldBe(1, "the others of the minute are counted");
        var prefix = secret[..11];
        refused.ShouldContain(entry => Text(entry, "code") == "not-administrator" && Text(entry, "actor_label") == prefix);
        all.ShouldAllBe(entry => !entry.ToJsonString(null).Contains(admin) && !entry.ToJsonString(null).Contains(secret));
        _server.Services.GetRequiredService<AccessRefusals>().Close();
        await _server.Services.GetRequiredService<AuditQueue>().FlushAsync();
        (await EntriesAsync("kind=access-refused", admin)).ShouldContain(entry => (int?)entry["details"]!["count"] == 9);
    }

    [Fact]
    public async Task OfAKey_IdBeginningAndRights_AreKept_AndNotTheSecret()
    {
        var (_, root) = await _server.PostAsync("/api/admin/keys", new { role = "admin" });
        var admin = root["secret"]!.GetValue<string>();
        var expires = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var (_, made) = await _server.PostAsync(
            "/api/admin/keys", new { role = "user", user_id = "bob", datasources = (int[])[1], rule_roles = (string[])["sales"], expires_at = expires }, ("x-api-key", admin));
        var (id, prefix) = (made["id"]!.GetValue<string>(), made["prefix"]!.GetValue<string>());
        var (_, rotated) = await _server.PostAsync($"/api/admin/keys/{prefix}/rotate", new { overlap_seconds = 60 }, ("x-api-key", admin));
        using var revoke = new HttpRequestMessage(HttpMethod.Delete, $"/api/admin/keys/{prefix}") { Headers = { { "x-api-key", admin } } };
        (await _server.Client.SendAsync(revoke)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        foreach (var kind in (string[])["create-key", "rotate-key", "revoke-key"])
        {
            var entry = (await EntriesAsync($"kind={kind}&user=bob", admin)).ShouldHaveSingleItem();
            var details = entry["details"]!;
            (Text(details, "id"), Text(details, "prefix"), Text(details, "role"), Text(details, "user")).ShouldBe((id, prefix, "user", "bob"));
            details["datasources"]!.AsArray().Select(one => (int)one!).ShouldBe([1]);
            details["rule_roles"]!.AsArray().Select(one => (string)one!).ShouldBe(["sales"]);
            DateTimeOffset.Parse(Text(details, "expires_at")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBe(expires);
            entry.ToJsonString(null).ShouldNotContain(made["secret"]!.GetValue<string>());
            entry.ToJsonString(null).ShouldNotContain(rotated["secret"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Search_Pages_GoBackToTheBeginning()
    {
        for (var number = 0; number < 5; number++)
        {
            await _server.PostAsync("/api/text2sql/execute", new { user_id = "anna", session_id = "s1", datasource_id = 1, sql = $"SELECT {number}" });
        }

        List<long> seen = [];
        for (long? before = null; seen.Count < 20;)
        {
            var page = await GetAsync($"/api/admin/audit?limit=2{(before is null ? "" : $"&before={before}")}");
            seen.AddRange(page["entries"]!.AsArray().Select(entry => entry!["sequence"]!.GetValue<long>()));
            if ((before = page["next"]?.GetValue<long>()) is null)
            {
                break;
            }
        }

        seen.ShouldBe([5, 4, 3, 2, 1]);
        (await GetAsync("/api/admin/audit/verify"))["whole"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData("from=yesterday", "invalid-time")]
    [InlineData("limit=0", "invalid-limit")]
    [InlineData("outcome=maybe", "invalid-outcome")]
    public async Task Search_WhatIsNotAsItMustBe_Is400(string query, string code)
    {
        using var response = await _server.Client.GetAsync("/api/admin/audit?" + query);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Export_BothFormats_AreWholeAndHarmless()
    {
        await _server.PostAsync("/api/text2sql/execute", new { user_id = "=cmd|'/c calc'!A1", session_id = "s1", datasource_id = 1, sql = "SELECT '上海', \"name\"\nFROM cities" });
        var lines = (await _server.Client.GetStringAsync("/api/admin/audit/export?kind=execute-sql")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonNode.Parse(lines.Single())!["asked"]!.GetValue<string>().ShouldBe("SELECT '上海', \"name\"\nFROM cities");
        var csv = await _server.Client.GetStringAsync("/api/admin/audit/export?format=csv&kind=execute-sql");
        csv.ShouldStartWith("sequence,at,kind,");
        csv.ShouldContain(",'=cmd|'/c calc'!A1,");
        csv.ShouldContain("\"SELECT '上海', \"\"name\"\"\nFROM cities\"");
        (await EntriesAsync("kind=export-audit")).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?format=csv")]
    public async Task Execute_ThatCantBeAudited_HasNoAnswer(string format)
    {
        await TestStore.DamageAsync(_server.Services, "DROP TABLE audit_entry");
        using var content = new StringContent("""{"user_id":"anna","session_id":"s1","datasource_id":1,"sql":"SELECT name FROM cities"}""", null, "application/json");
        using var response = await _server.Client.PostAsync("/api/text2sql/execute" + format, content);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("audit-unavailable");
        (await _server.PostAsync("/api/memories", new { user_id = "anna", content = "Reading and remembering go on", kind = "fact" })).Status.ShouldBe(201);
    }

    private static string? Text(JsonNode entry, string field) => (string?)entry[field];

    private async Task<JsonNode> SingleAsync(string query) => (await EntriesAsync(query)).ShouldHaveSingleItem();

    private async Task<IEnumerable<JsonNode>> EntriesAsync(string query, string? key = null) =>
        (await GetAsync("/api/admin/audit?" + query, key))["entries"]!.AsArray().Select(entry => entry!);

    private async Task<JsonNode> GetAsync(string route, string? key = null)
    {
        using var response = await SendAsync(route, key);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> SendAsync(string route, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        return await _server.Client.SendAsync(request);
    }
}
