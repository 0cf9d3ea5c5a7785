using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Microsoft.Data.Sqlite;

namespace Memori.Server.Tests.Access.Keys;

/// <summary>Keys that are for some datasources only, and what they bring for rules.</summary>
public sealed class KeyScopeTests
{
    [Fact]
    public async Task Of_datasources_that_a_key_is_not_for_nothing_is_seen()
    {
        await using var server = await StartAsync();
        var both = await server.KeyAsync(KeyRole.User, "alice");
        var one = await server.KeyAsync(KeyRole.User, "alice", key => key with { DataSources = [1] });
        var pair = await AskAsync(server, 2, both);

        (await NamesAsync(server, one)).ShouldBe([1]);
        (await NamesAsync(server, both)).ShouldBe([1, 2]);
        (await StatusAsync(server, "GET", "/api/datasources/1/schema", null, one)).ShouldBe((200, null));
        (await StatusAsync(server, "GET", "/api/datasources/2/schema", null, one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "GET", "/api/datasources/2/pairs", null, one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "POST", "/api/datasources/2/pairs", Array.Empty<object>(), one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "POST", "/api/text2sql/generate", Question(2), one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "POST", "/api/v2/text2sql/generate", Question(2), one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "POST", "/api/text2sql/execute", Statement(2), one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "POST", "/api/text2sql/execute?format=csv", Statement(2), one)).ShouldBe((404, "datasource-not-found"));
        (await StatusAsync(server, "POST", "/api/text2sql/feedback", new { memory_id = pair, verdict = "right" }, one)).ShouldBe((404, "memory-not-found"));
        (await StatusAsync(server, "POST", "/api/text2sql/feedback", new { memory_id = pair, verdict = "right" }, both)).ShouldBe((200, null));

        // As what is not there at all.
        (await StatusAsync(server, "GET", "/api/datasources/99/schema", null, one)).ShouldBe((404, "datasource-not-found"));
    }

    [Fact]
    public async Task A_services_key_that_names_nobody_sees_its_own_datasources_only()
    {
        await using var server = await StartAsync();
        var key = await server.KeyAsync(KeyRole.Service, null, wanted => wanted with { DataSources = [2] });
        (await NamesAsync(server, key)).ShouldBe([2]);
        (await NamesAsync(server, key, ("X-User-Id", "bob"))).ShouldBe([2]);
    }

    [Fact]
    public async Task Rules_know_the_roles_and_attributes_of_a_key_and_of_no_header()
    {
        await using var server = await StartAsync();
        var admin = ("x-api-key", await server.KeyAsync(KeyRole.Admin));
        var policy = JsonNode.Parse("""{"version":1,"access":["role:analyst"],"rules":[{"table":"shops","rows":"city = caller('city')"}]}""");
        (await server.JsonAsync("PUT", "/api/datasources/2/policy?user_id=ops", policy, admin)).Status.ShouldBe(200);

        var analyst = await server.KeyAsync(KeyRole.User, "alice", key => key with
        {
            RuleRoles = ["analyst"],
            Attributes = new Dictionary<string, IReadOnlyList<string>> { ["city"] = ["Paris"] },
        });
        var other = await server.KeyAsync(KeyRole.User, "alice");

        var cities = new { sql = "SELECT city FROM shops", datasource_id = 2, session_id = "s" };
        var (_, _, rows) = await server.JsonAsync("POST", "/api/text2sql/execute", cities, ("x-api-key", analyst), ("X-Roles", "admin"), ("X-City", "Berlin"));
        rows!["rows"]!.ToJsonString().ShouldBe("""[["Paris"]]""");
        (await StatusAsync(server, "POST", "/api/text2sql/execute", cities, other)).ShouldBe((404, "datasource-not-found"));
    }

    private static object Question(int id) => new { query = "How many shops are there?", datasource_id = id, session_id = "s" };

    private static object Statement(int id) => new { sql = "SELECT 1", datasource_id = id, session_id = "s" };

    private static async Task<string> AskAsync(AccessServer server, int id, string key) =>
        (await server.JsonAsync("POST", "/api/text2sql/generate", Question(id), ("x-api-key", key))).Body!["learned_memory_id"]!.GetValue<string>();

    private static async Task<int[]> NamesAsync(AccessServer server, string key, params (string, string)[] headers) =>
        [.. (await server.JsonAsync("GET", "/api/datasources", null, [("x-api-key", key), .. headers])).Body!["datasources"]!.AsArray().Select(source => (int)source!["id"]!)];

    private static async Task<(int, string?)> StatusAsync(AccessServer server, string method, string path, object? body, string key)
    {
        var (status, code, _) = await server.JsonAsync(method, path, body, ("x-api-key", key));
        return (status, code);
    }

    private static async Task<AccessServer> StartAsync()
    {
        var server = await AccessServer.StartAsync();
        var path = Path.Combine(server.DataDirectory, "databases", "shops.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE shops (id INTEGER PRIMARY KEY, city TEXT); INSERT INTO shops (city) VALUES ('Berlin'), ('Paris')";
            await command.ExecuteNonQueryAsync();
        }

        (await server.JsonAsync("POST", "/api/datasources", new { target = path })).Body!["id"]!.GetValue<int>().ShouldBe(2);
        return server;
    }
}
