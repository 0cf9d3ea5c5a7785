using System.Text.Json.Nodes;

namespace Memori.Server.Tests.DataSources;

public sealed class DataSourceEndpointsTests
{
    private const string Route = "/api/datasources";

    [Fact]
    public async Task FromAddingToRemoving()
    {
        await using var server = await SourceServer.StartAsync();
        var path = server.Database("shop.db", "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'Ann')");

        var added = (await server.PostAsync(Route, new { target = "shop.db", name = "Shop", description = "Who buys" })).ShouldBe(201);
        ((int)added["id"]!, (string)added["name"]!, (string)added["kind"]!, (string)added["key"]!).ShouldBe((2, "Shop", "sqlite", path));
        (await server.PostAsync(Route, new { target = path })).ShouldBe(201)["name"]!.GetValue<string>().ShouldBe("Shop");

        var list = (await server.GetAsync(Route)).ShouldBe(200)["datasources"]!.AsArray();
        list.Select(one => (int)one!["id"]!).ShouldBe([1, 2]);
        ((string)(await server.PatchAsync($"{Route}/2", new { name = "商店" })).ShouldBe(200)["name"]!).ShouldBe("商店");
        ((string)(await server.GetAsync($"{Route}/2")).ShouldBe(200)["description"]!).ShouldBe("Who buys");

        ((bool)(await server.PostAsync($"{Route}/2/sync")).ShouldBe(200)["first"]!).ShouldBeTrue();
        server.Database("shop.db", "ALTER TABLE customer ADD COLUMN city TEXT");
        var change = (await server.PostAsync($"{Route}/2/sync")).ShouldBe(200)["changes"]!.AsArray().Single()!;
        ((string)change["kind"]!, (string)change["table"]!, (string)change["column"]!, (string)change["after"]!).ShouldBe(("column_added", "customer", "city", "TEXT"));

        (await server.DeleteAsync($"{Route}/2")).Status.ShouldBe(204);
        (await server.GetAsync($"{Route}/2")).ShouldBeProblem(404, "datasource-not-found");
        (await server.DeleteAsync($"{Route}/1")).ShouldBeProblem(400, "datasource-sample");
        ((int)(await server.PostAsync(Route, new { target = path })).ShouldBe(201)["id"]!).ShouldBe(3);
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task Schema_IsForACaller_WithoutValues()
    {
        await using var server = await SourceServer.StartAsync();
        server.Database("shop.db", "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'canary')");
        (await server.PostAsync(Route, new { target = "shop.db" })).ShouldBe(201);

        (await server.GetAsync($"{Route}/2/schema")).ShouldBeProblem(401, "identity-missing");
        var reply = await server.GetAsync($"{Route}/2/schema?user_id=u");

        reply.ShouldBe(200)["tables"]![0]!["columns"]!.AsArray().Select(c => (string)c!["name"]!).ShouldBe(["id", "name"]);
        reply.Text.ShouldNotContain("canary");
    }

    [Fact]
    public async Task Annotations_AsJsonAndYaml_AreCheckedAndShown()
    {
        await using var server = await SourceServer.StartAsync();
        var yaml = "values: local\ntables:\n- table: customers\n  synonyms: [buyers, 买家]\nglossary:\n- term: big order\n  definition: Expensive\n  table: orders\n  sql: total_amount > 1000\n";

        (await server.PutAsync($"{Route}/1/annotations", "tables: [{table: nothing}]", "application/yaml")).ShouldBeProblem(400, "invalid-annotations");
        (await server.PutAsync($"{Route}/1/annotations", "{\"tables\":", "application/json")).ShouldBeProblem(400, "invalid-annotations");
        (await server.PutAsync($"{Route}/9/annotations", "{}", "application/json")).ShouldBeProblem(404, "datasource-not-found");
        var columns = (await server.GetAsync($"{Route}/1/schema?user_id=u")).ShouldBe(200)["tables"]!.AsArray().Single(t => (string)t!["name"]! == "orders")!["columns"]!.AsArray();
        yaml = yaml.Replace("total_amount", (string)columns.First(c => (string)c!["type"]! is "number" or "integer")!["name"]!, StringComparison.Ordinal);
        (await server.PutAsync($"{Route}/1/annotations", yaml, "application/yaml")).ShouldBe(200);

        var kept = (await server.GetAsync($"{Route}/1/annotations")).ShouldBe(200);
        ((string)kept["values"]!, (string)kept["tables"]![0]!["synonyms"]![1]!).ShouldBe(("local", "买家"));
        (await server.GetAsync($"{Route}/1/annotations", ("Accept", "application/yaml"))).Text.ShouldContain("synonyms: [buyers, 买家]");
        (await server.PutAsync($"{Route}/1/annotations", kept.ToJsonString(), "application/json")).ShouldBe(200);
        var schema = (await server.GetAsync($"{Route}/1/schema?user_id=u")).ShouldBe(200);
        ((string)schema["glossary"]![0]!["term"]!).ShouldBe("big order");
        ((string)schema["tables"]!.AsArray().Single(t => (string)t!["name"]! == "customers")!["synonyms"]![0]!).ShouldBe("buyers");
    }

    [Theory]
    [InlineData("/etc/passwd", "datasource-outside-roots", 403)]
    [InlineData("/etc/no-such-file", "datasource-outside-roots", 403)]
    [InlineData("../memori.db", "datasource-outside-roots", 403)]
    [InlineData("postgres://u:p@169.254.169.254/db", "datasource-host-not-allowed", 403)]
    [InlineData("postgres://u:p@10.0.0.1/db", "datasource-host-not-allowed", 403)]
    [InlineData("postgres://u:p@db.example.com/db", "datasource-host-not-allowed", 403)]
    [InlineData("http://example.com", "datasource-unknown-form", 400)]
    [InlineData("missing.db", "datasource-not-found", 404)]
    public async Task Server_ReachesOnlyWhatItMay(string target, string code, int status)
    {
        await using var server = await SourceServer.StartAsync();

        (await server.PostAsync(Route, new { target })).ShouldBeProblem(status, code);
        if (target.StartsWith("postgres", StringComparison.Ordinal))
        {
            var report = (await server.PostAsync(Route + "/test", new { target })).ShouldBe(200);
            ((bool)report["ok"]!, (string)report["steps"]![0]!["step"]!).ShouldBe((false, "host"));
        }
        else
        {
            (await server.PostAsync(Route + "/test", new { target })).ShouldBeProblem(status, code);
        }
    }

    [Fact]
    public async Task Test_SpeaksTheLanguageOfTheRequest()
    {
        await using var server = await SourceServer.StartAsync();

        var report = (await server.PostAsync($"{Route}/1/test", null, ("Accept-Language", "zh-CN"))).ShouldBe(200);

        ((bool)report["ok"]!).ShouldBeTrue();
        report["steps"]!.AsArray().ShouldContain(step => ((string)step!["message"]!).Contains("可读取", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Password_GoesInAndNeverOut()
    {
        const string canary = "kanarienvogel-Zz%21";
        var postgres = Environment.GetEnvironmentVariable("MEMORI_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(postgres), "MEMORI_TEST_POSTGRES is not set; eng/postgres.sh start prints a URL for it.");
        await using var role = await CanaryRole.CreateAsync(postgres!, canary);
        await using var server = await SourceServer.StartAsync();
        List<string> seen = [];

        async Task<JsonNode?> See(Task<Memories.Reply> reply)
        {
            var text = (await reply).Text;
            seen.Add(text);
            return text.StartsWith('{') ? JsonNode.Parse(text) : null;
        }

        await See(server.PostAsync(Route, new { target = role.Target, password = "wrong-" + canary }));
        var added = await See(server.PostAsync(Route, new { target = role.Target, password = canary }));
        var id = (int)added!["id"]!;
        ((bool)added["has_password"]!).ShouldBeTrue();
        foreach (var path in new[] { "", $"/{id}", $"/{id}/schema?user_id=u", $"/{id}/annotations", "/99" })
        {
            await See(server.GetAsync(Route + path));
        }

        await See(server.PostAsync(Route, new { target = role.TargetWith(canary) }));
        await See(server.PostAsync($"{Route}/test", new { target = role.TargetWith("wrong-" + canary) }));
        await See(server.PostAsync($"{Route}/test", new { target = role.Target.Replace("127.0.0.1:", "127.0.0.1:1", StringComparison.Ordinal), password = canary }));
        await See(server.PostAsync($"{Route}/{id}/test"));
        await See(server.PostAsync($"{Route}/{id}/sync"));
        await See(server.PatchAsync($"{Route}/{id}", new { name = "n", password = canary }));
        await See(server.PatchAsync($"{Route}/{id}", new { password = "wrong-" + canary }));
        await See(server.PostAsync("/api/text2sql/generate", new { datasource_id = id, query = "How many things?", user_id = "u", session_id = "s" }));
        await See(server.PostAsync("/api/text2sql/execute", new { datasource_id = id, sql = "SELECT nothing FROM thing", user_id = "u", session_id = "s" }));
        await role.ForgetAsync();
        await See(server.PostAsync("/api/text2sql/execute", new { datasource_id = id, sql = "SELECT 1", user_id = "u", session_id = "s" }));
        var backup = Path.Combine(server.Data, "backups", "b.db");
        await server.State.BackupAsync(backup, overwrite: false);

        string.Join('\n', seen).ShouldNotContain("kanarienvogel");
        server.Log.ShouldNotContain("kanarienvogel");
        server.Log.ShouldContain("secret.key");
        foreach (var file in Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("kanarienvogel", customMessage: file);
        }
    }
}
