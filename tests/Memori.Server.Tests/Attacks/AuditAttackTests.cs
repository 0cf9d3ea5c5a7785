using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Audit;
using Memori.Server.Tests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>What is done without an entry, entries of what somebody else did, and a chain that many write at once.</summary>
public sealed class AuditAttackTests
{
    [Theory]
    [InlineData("carla/../alice", "/api/users/carla%2F..%2Falice/data")]
    [InlineData("a/b", "/api/users/a%2fb/data")]
    [InlineData("a%2Fb", "/api/users/a%252Fb/data")]
    [InlineData("a%2fb", "/api/users/a%252fb/data")]
    [InlineData("漢字 😀", "/api/users/%E6%BC%A2%E5%AD%97%20%F0%9F%98%80/data")]
    [InlineData("a+b", "/api/users/a+b/data/")]
    public async Task An_export_is_written_down_under_the_very_user_that_was_exported(string user, string path)
    {
        await using var server = await AccessServer.StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        await server.JsonAsync("POST", "/api/memories", new { content = "what is theirs", user_id = user }, admin);
        using (var export = await server.GetAsync(path, admin))
        {
            (await export.Content.ReadAsStringAsync()).ShouldContain("what is theirs");
        }

        (await EntriesAsync(server)).Single(entry => entry.Kind == "get-user-data").UserId.ShouldBe(user);
    }

    [Theory]
    [InlineData("/api/users/alice/x/../data")]
    [InlineData("/api/users/alice/data/.")]
    [InlineData("/api/users/carla/../alice/x/../data")]
    [InlineData("/api/users/alice/%2e/data")]
    public async Task A_path_that_says_two_things_is_about_nobody(string path)
    {
        await using var server = await AccessServer.StartAsync();
        await server.JsonAsync("POST", "/api/memories", new { content = "what is theirs", user_id = "alice" });
        var admin = await server.KeyAsync(KeyRole.Admin);
        var answer = await server.RawAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nx-api-key: {admin}\r\nConnection: close\r\n\r\n");
        answer.ShouldStartWith("HTTP/1.1 4");
        answer.ShouldNotContain("what is theirs");
        (await EntriesAsync(server)).ShouldAllBe(entry => entry.UserId != "alice");
    }

    [Fact]
    public async Task What_one_says_in_anothers_name_is_ones_own_in_the_audit()
    {
        await using var server = await AccessServer.StartAsync();
        var alice = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        await server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = "DROP TABLE customers", user_id = "bob", session_id = "s" }, alice);
        await server.JsonAsync("POST", "/api/text2sql/generate", new { datasource_id = 1, query = "forged", session_id = "s" }, alice, ("X-User-Id", "bob"), ("X-Request-Id", "forged-id"));
        var entries = await EntriesAsync(server);
        entries.Count(entry => entry is { Code: "identity-conflict", UserId: "alice", Actor.UserId: "alice" }).ShouldBe(2);
        entries.ShouldAllBe(entry => entry.UserId != "bob");
        using var export = await server.GetAsync("/api/users/bob/data", ("x-api-key", await server.KeyAsync(KeyRole.User, "bob")));
        (await export.Content.ReadAsStringAsync()).ShouldNotContain("forged");
    }

    [Fact]
    public async Task Who_is_refused_fills_no_disk()
    {
        await using var server = await AccessServer.StartAsync();
        var alice = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        await server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = "DROP TABLE " + new string('x', 30_000), session_id = "s" }, alice);
        var entry = (await EntriesAsync(server)).Single(entry => entry.Kind == "execute-sql");
        entry.Asked!.Length.ShouldBeLessThanOrEqualTo(AuditTrail.LongestRefused);
        entry.Asked.ShouldContain("30011 characters, sha256 ");
        (entry.Details ?? "").Length.ShouldBeLessThan(1_000);
    }

    [Fact]
    public async Task Many_who_write_at_once_leave_one_whole_chain()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { RateLimitPerMinute = 0, MaxConcurrentRequests = 0, MaxRequestsPerUser = 0, LogLevel = "ERROR" });
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        var user = ("x-api-key", await server.KeyAsync(KeyRole.User, "alice"));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => (number % 4) switch
        {
            0 => server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = $"SELECT {number}", session_id = "s" }, user),
            1 => server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = $"DROP TABLE t{number}", session_id = "s" }, user),
            2 => server.JsonAsync("POST", "/api/admin/keys", new { role = "user", user_id = $"u{number}" }, admin),
            _ => server.JsonAsync("GET", "/api/admin/keys", null, user),
        }));
        var report = await server.Services.GetRequiredService<AuditTrail>().VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Entries.ShouldBeGreaterThanOrEqualTo(46);
    }

    [Fact]
    public async Task No_text_that_was_sent_makes_a_line_or_a_cell_of_its_own_in_an_export()
    {
        await using var server = await AccessServer.StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        string[] texts = ["=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "\t=1", "\r=1", "a\"b,c\r\n{\"sequence\":1}", "\u001b[31m"];
        foreach (var text in texts)
        {
            await server.JsonAsync("POST", "/api/text2sql/execute", new { datasource_id = 1, sql = text, user_id = "alice", session_id = "=s" }, admin);
        }

        using var jsonl = await server.GetAsync("/api/admin/audit/export?kind=execute-sql", admin);
        var lines = (await jsonl.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => (string?)JsonNode.Parse(line)!["asked"]).ShouldBe(texts);
        using var csv = await server.GetAsync("/api/admin/audit/export?kind=execute-sql&format=csv", admin);
        var table = await csv.Content.ReadAsStringAsync();
        foreach (var begin in (string[])["=", "@", "+", "-", "\t", "\r"])
        {
            table.ShouldNotContain("," + begin);
            table.ShouldNotContain(",\"" + begin);
        }
    }

    private static async Task<IReadOnlyList<AuditEntry>> EntriesAsync(AccessServer server)
    {
        await server.Services.GetRequiredService<AuditQueue>().FlushAsync();
        return await server.Services.GetRequiredService<AuditTrail>().SearchAsync(new AuditQuery());
    }
}
