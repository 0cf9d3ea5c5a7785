using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Memori.Server.Audit;
using Memori.Server.Tests.Chat;
using Memori.Server.Tests.Proxy;
using Memori.Sqlite.Doctor;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Errors;

/// <summary>The whole service on a real file system with no room left, where one can be mounted.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Question = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"Hi"}]}""";

    private readonly string _disk = Directory.CreateTempSubdirectory("memori-disk-").FullName;

    private string Filler => Path.Combine(_disk, "filler");

    public void Dispose()
    {
        Run("umount", _disk);
        Directory.Delete(_disk, recursive: true);
    }

    [Fact]
    public async Task Reading_and_asking_go_on_writes_are_507_nothing_is_asked_that_cannot_be_charged_and_nothing_is_torn()
    {
        TestStore.OnlyEmbedded();
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", _disk), "no file system can be mounted here");
        var state = Path.Combine(_disk, "memori.db");
        await using (var service = await DoorFixture.StartAsync(settings => settings with { DataDirectory = _disk, ProxyMemory = true, DailyTokenLimit = 1_000_000 }))
        {
            service.Emulator.Respond(_ => Reply.Text("OK"));
            (await RememberAsync(service, "I like green tea.")).Status.ShouldBe(201);
            (await AskAsync(service, "How many orders are there?")).Status.ShouldBe(200);

            Fill();
            for (var i = 0; (await RememberAsync(service, $"{i} {new string('x', 5_000)}")).Status == 201; i++)
            {
                // What was free within the file is used up first.
                i.ShouldBeLessThan(10_000);
            }

            var (status, problem) = await RememberAsync(service, "I like black tea.");
            (status, (string)problem["code"]!).ShouldBe((507, "state-disk-full"));
            var found = await PostAsync(service, "/api/memories/search", new { user_id = "ann", query = "green tea" });
            (found.Status, found.Body["results"]!.AsArray().Count).ShouldBe((200, 1));
            (await PostAsync(service, "/api/text2sql/execute", new { user_id = "ann", session_id = "s", datasource_id = 1, sql = "SELECT 1" })).Status.ShouldBe(200);

            var answer = await AskAsync(service, "How many customers are there?");
            answer.Status.ShouldBe(200);
            answer.Body["learned_memory_id"].ShouldBeNull();
            answer.Body["trace"]!.AsArray().Single(step => (string)step!["stage"]! == "learn")!["detail"]!.GetValue<string>().ShouldStartWith("not remembered: The disk");

            var upload = await UploadAsync(service);
            (upload.Status, (string)upload.Body["code"]!).ShouldBe((507, "disk-full"));
            Directory.GetFiles(Path.Combine(_disk, "uploads"), "*", SearchOption.AllDirectories).ShouldBeEmpty();

            (await PostAsync(service, ChatFixture.Route, ChatFixture.Body())).ShouldSatisfyAllConditions(
                chat => chat.Status.ShouldBe(507), chat => ((string)chat.Body["code"]!).ShouldBe("state-disk-full"));
            using (var door = await service.SendAsync(Question, headers: [("X-User-Id", "ann"), ("X-Session-Id", "s")]))
            {
                ((int)door.StatusCode).ShouldBe(507);
                ((string)JsonNode.Parse(await door.Content.ReadAsStringAsync())!["error"]!["details"]!["error_code"]!).ShouldBe("state-disk-full");
            }

            service.Emulator.Requests.ShouldBeEmpty();

            File.Delete(Filler);
            (await RememberAsync(service, "I like white tea.")).Status.ShouldBe(201);
            (await UploadAsync(service)).Status.ShouldBe(200);
            (await PostAsync(service, ChatFixture.Route, ChatFixture.Body())).Status.ShouldBe(200);
            using (var door = await service.SendAsync(Question, headers: [("X-User-Id", "ann"), ("X-Session-Id", "s")]))
            {
                ((int)door.StatusCode).ShouldBe(200);
            }

            await service.Services.GetRequiredService<AuditQueue>().FlushAsync();
            var audited = await ReadAsync(await service.Client.GetAsync("/api/admin/audit?kind=execute-sql"));
            var entry = audited.Body["entries"]!.AsArray().Single()!;
            ((string)entry["asked"]!).ShouldBe("SELECT 1");
            entry["facts"]!["happened_at"].ShouldNotBeNull();

            (await service.StopAsync("ann")).Reserved.ShouldBe(0);
            (await service.Ledger.ReportAsync(new UsageQuery { UserId = "ann" })).Total.Requests.ShouldBe(2);
        }

        var report = await new SqliteDoctor(state, ServiceStartup.StateLibraries, TimeProvider.System).ExamineAsync();
        report.Findings.Select(finding => finding.Code).ShouldBeSubsetOf(["disk-low"]);
    }

    /// <summary>Takes all the room that is left.</summary>
    private void Fill()
    {
        using var file = File.Create(Filler, 1);
        foreach (var size in new[] { 64 * 1024, 4096 })
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full, but for less than that.
            }
        }
    }

    private static Task<(int Status, JsonNode Body)> RememberAsync(DoorFixture service, string content) =>
        PostAsync(service, "/api/memories", new { user_id = "ann", content, kind = "fact" });

    private static Task<(int Status, JsonNode Body)> AskAsync(DoorFixture service, string query) =>
        PostAsync(service, "/api/text2sql/generate", new { user_id = "ann", session_id = "s", datasource_id = 1, query });

    private static async Task<(int Status, JsonNode Body)> UploadAsync(DoorFixture service)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes("name,amount\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"row {i},{i}\n")))), "file", "list.csv" },
            { new StringContent("ann"), "user_id" },
        };
        return await ReadAsync(await service.Client.PostAsync("/api/datasources/upload", form));
    }

    private static async Task<(int Status, JsonNode Body)> PostAsync(DoorFixture service, string route, object body) => await ReadAsync(await service.Client.PostAsJsonAsync(route, body));

    private static async Task<(int Status, JsonNode Body)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
