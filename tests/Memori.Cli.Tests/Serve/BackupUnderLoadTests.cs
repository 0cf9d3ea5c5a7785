using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Serve;

public sealed class BackupUnderLoadTests : IDisposable
{
    private readonly CliProcess _cli = new();
    private readonly CliProcess _other = new();

    public void Dispose()
    {
        _cli.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_scheduled_backup_that_was_made_while_everybody_wrote_is_restored_elsewhere()
    {
        _cli.Environment["MEMORI_BACKUP_KEEP"] = "1";
        _cli.Environment["MEMORI_RATE_LIMIT_PER_MINUTE"] = "0";
        string before;
        int acknowledged;
        int written;
        await using (var service = await ServiceProcess.StartAsync(_cli))
        {
            using var enough = new CancellationTokenSource();
            var count = 0;
            var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    var memory = new { user_id = $"u{writer}", session_id = "s", id = $"{writer}-{i}", content = $"Fact {i} of writer {writer} is {i * 37}.", kind = "fact" };
                    using var kept = await service.Client.PostAsJsonAsync("/api/memories", memory);
                    ((int)kept.StatusCode).ShouldBe(201, await kept.Content.ReadAsStringAsync());
                    using var charged = await service.Client.PostAsJsonAsync(
                        "/api/usage/record", new { user_id = $"u{writer}", model = "claude-sonnet-4-5-20250929", input_tokens = 100, output_tokens = 10 });
                    charged.IsSuccessStatusCode.ShouldBeTrue(await charged.Content.ReadAsStringAsync());
                    Interlocked.Increment(ref count);
                }
            })).ToArray();
            while (Volatile.Read(ref count) < 40)
            {
                await Task.WhenAny(Task.WhenAll(writers), Task.Delay(20));
            }

            acknowledged = Volatile.Read(ref count);
            before = (await BackUpAsync(service))["last_run"]!["note"]!.GetValue<string>();
            (await BackUpAsync(service))["last_run"]!["note"]!.GetValue<string>().ShouldContain("1 deleted", customMessage: before);
            await enough.CancelAsync();
            await Task.WhenAll(writers);
            written = count;
            await service.SignalAsync("TERM");
            (await service.EndedAsync()).ShouldBe(0, service.Said);
        }

        var backup = Directory.GetFiles(_cli.Path("data/backups")).ShouldHaveSingleItem();
        (await _other.RunAsync("restore", backup, "--yes", "--json")).ShouldExit(0);

        (await _other.RunAsync("doctor", "--json")).ShouldExit(0).Json["memories"]!.GetValue<int>().ShouldBeInRange(acknowledged, written + 4);
        (await _other.RunAsync("jobs", "run", "ledger-reconciliation", "--json")).ShouldExit(0).Json["last_run"]!["note"].ShouldBeNull("the totals are the sums of the entries");
        var memories = (await _other.RunAsync("memory", "list", "--user", "u0", "--limit", "1000", "--json")).ShouldExit(0).Json["memories"]!.AsArray();
        memories.Count.ShouldBeGreaterThan(0);
    }

    private static async Task<JsonNode> BackUpAsync(ServiceProcess service)
    {
        // Their names go by the second.
        for (var second = Now(); Now() == second;)
        {
            await Task.Delay(50);
        }

        using (var begun = await service.Client.PostAsync("/api/admin/jobs/backup/run", null))
        {
            ((int)begun.StatusCode).ShouldBe(202, await begun.Content.ReadAsStringAsync());
        }

        while (true)
        {
            var job = JsonNode.Parse(await service.Client.GetStringAsync("/api/admin/jobs/backup"))!;
            if (job["running_at"] is null)
            {
                job["last_run"]!["outcome"]!.GetValue<string>().ShouldBe("done", job.ToJsonString());
                return job;
            }

            await Task.Delay(50);
        }
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
