using System.Net;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Server.Tests.Chat;
using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Health;

public sealed class ReadinessTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    public async Task Head_is_answered_with_the_status_alone(string path)
    {
        await using var chat = await ChatFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await chat.Service.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_in_order_is_ready_and_has_written_to_its_store()
    {
        await using var chat = await ChatFixture.StartAsync();

        var (status, ready) = await ReadyAsync(chat);

        status.ShouldBe(200);
        ready["status"]!.GetValue<string>().ShouldBe("ok", ready.ToJsonString());
        Names(ready).ShouldBe(["claude", "datasources", "disk", "jobs", "migrations", "store"], ignoreOrder: true);
        Check(ready, "store")["last_success"].ShouldNotBeNull();
        var writes = await chat.Service.Services.GetRequiredService<IDatabase>().ReadAsync(
            (connection, token) => connection.QueryAsync("SELECT writes FROM health_probe", row => row.GetInt64(0), token));
        writes.ShouldHaveSingleItem().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_open_circuit_leaves_the_service_usable()
    {
        await using var chat = await ChatFixture.StartAsync(claude: options => options.BreakerMinimumCalls = 2);
        for (var i = 0; i < 2; i++)
        {
            chat.Emulator.Enqueue(Reply.Fault(529));
            await chat.PostAsync(ChatFixture.Body());
        }

        var (status, ready) = await ReadyAsync(chat, "zh");

        (status, ready["status"]!.GetValue<string>()).ShouldBe((200, "degraded"));
        Names(ready)[0].ShouldBe("claude", "the worst comes first");
        Check(ready, "claude")["message"]!.GetValue<string>().ShouldContain("暂停");
    }

    [Fact]
    public async Task A_backup_that_failed_once_degrades_and_says_where_and_why()
    {
        await using var chat = await ChatFixture.StartAsync();
        var runner = chat.Service.Services.GetRequiredService<WorkRunner>();
        var settings = chat.Service.Services.GetRequiredService<MemoriSettings>();
        var folder = Path.Combine(settings.DataDirectory, "backups");
        await File.WriteAllTextAsync(folder, "in the way");
        await runner.RunNowAsync(runner.Find("backup"));

        var (status, ready) = await ReadyAsync(chat);

        (status, Check(ready, "jobs")["status"]!.GetValue<string>()).ShouldBe((200, "degraded"));
        Check(ready, "jobs")["message"]!.GetValue<string>().ShouldContain($"backup failed (1 in a row): Backups can't be written to {folder}");
    }

    [Fact]
    public async Task A_store_that_can_not_be_written_is_not_ready()
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.Service.Services.GetRequiredService<IDatabase>().WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("DROP TABLE health_probe", token));

        var (status, ready) = await ReadyAsync(chat);

        (status, ready["status"]!.GetValue<string>()).ShouldBe((503, "failed"));
        Check(ready, "store")["status"]!.GetValue<string>().ShouldBe("failed");
        (await chat.Service.Client.GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK, "it is alive");
    }

    [Fact]
    public async Task One_broken_datasource_degrades_and_only_all_make_it_unready()
    {
        await using var chat = await ChatFixture.StartAsync();
        var databases = Directory.CreateDirectory(Path.Combine(chat.Service.DataDirectory, "databases"));
        var catalog = chat.Service.Services.GetRequiredService<DataSourceCatalog>();
        var files = new List<string>();
        foreach (var name in (string[])["one", "two"])
        {
            var file = Path.Combine(databases.FullName, name + ".db");
            await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=false"))
            {
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "CREATE TABLE t (x INTEGER)";
                await command.ExecuteNonQueryAsync();
            }

            await catalog.RegisterAsync(file);
            files.Add(file);
        }

        File.Delete(files[0]);
        var (status, ready) = await ReadyAsync(chat);
        (status, Check(ready, "datasources")["status"]!.GetValue<string>()).ShouldBe((200, "degraded"), ready.ToJsonString());
        Check(ready, "datasources")["message"]!.GetValue<string>().ShouldContain("1 of 3", customMessage: "the sample is one");
    }

    [Fact]
    public async Task Only_administrators_and_this_machine_see_more_than_the_status()
    {
        await using var chat = await ChatFixture.StartAsync();
        using var passedOn = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        passedOn.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using (var response = await chat.Service.Client.SendAsync(passedOn))
        {
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["checks"].ShouldBeNull();
        }

        var (_, key, _) = await chat.PostAsync(new JsonObject { ["name"] = "u", ["role"] = "user", ["user_id"] = "ann" }, "/api/admin/keys");
        using var byUser = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        byUser.Headers.Add("x-api-key", key["secret"]!.GetValue<string>());
        using var answer = await chat.Service.Client.SendAsync(byUser);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"].ShouldBeNull();
    }

    private static async Task<(int Status, JsonNode Body)> ReadyAsync(ChatFixture chat, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        request.Headers.Add("Accept-Language", language);
        using var response = await chat.Service.Client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static JsonNode Check(JsonNode ready, string name) => ready["checks"]!.AsArray().Single(check => check!["name"]!.GetValue<string>() == name)!;

    private static List<string> Names(JsonNode ready) => [.. ready["checks"]!.AsArray().Select(check => check!["name"]!.GetValue<string>())];
}
