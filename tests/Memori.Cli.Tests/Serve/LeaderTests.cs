using System.Text.Json.Nodes;
using Memori.Postgres;
using Memori.Storage;
using Npgsql;

namespace Memori.Cli.Tests.Serve;

/// <summary>Two real servers on one PostgreSQL database: a piece of work is one's, until that one is dead for as long as its lease.</summary>
public sealed class LeaderTests : IDisposable
{
    private const string Backup = "/api/admin/jobs/backup";

    private readonly CliProcess _cli = new();
    private readonly CliProcess _otherCli = new();

    private string Backups => _cli.Path("backups");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _cli.Dispose();
        _otherCli.Dispose();
    }

    [Fact]
    public async Task Work_of_a_leader_that_is_killed_goes_over_to_the_other_when_its_lease_is_over()
    {
        await using var server = await StateServer.StartAsync();
        foreach (var cli in (CliProcess[])[_cli, _otherCli])
        {
            cli.Environment["MEMORI_DATABASE_URL"] = server.Url;
            cli.Environment["MEMORI_BACKUP_INTERVAL_HOURS"] = "1";
            cli.Environment["MEMORI_BACKUP_DIR"] = Backups;
            cli.Environment["MEMORI_RATE_LIMIT_PER_MINUTE"] = "0";
        }

        await using var leader = await ServiceProcess.StartAsync(_cli);
        await using var other = await ServiceProcess.StartAsync(_otherCli);
        await using var state = await PostgresDatabase.OpenAsync(new PostgresOptions { Url = server.Url }, TimeProvider.System, Cancellation);

        // The backup waits for a table that nothing else needs.
        await using (var holder = NpgsqlDataSource.Create(ConnectionString(server.Url)))
        await using (var held = await holder.OpenConnectionAsync(Cancellation))
        {
            await held.ExecuteAsync("BEGIN", Cancellation);
            await held.ExecuteAsync("LOCK TABLE memory_embedding_owner IN ACCESS EXCLUSIVE MODE", Cancellation);
            (await StatusAsync(leader, HttpMethod.Post, Backup + "/run")).ShouldBe(202);
            var running = (await JobAsync(other))["running_at"]!.GetValue<string>();
            running.ShouldEndWith("/" + leader.Id);
            (await StatusAsync(other, HttpMethod.Post, Backup + "/run")).ShouldBe(409);

            await leader.SignalAsync("KILL");
            (await leader.EndedAsync()).ShouldNotBe(0);
            Directory.GetFiles(Backups).ShouldNotBeEmpty("it had begun");
            (await StatusAsync(other, HttpMethod.Post, Backup + "/run")).ShouldBe(409, "its lease goes on");
            (await JobAsync(other))["running_at"]!.GetValue<string>().ShouldBe(running);
        }

        await AnHourPassesAsync(state);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JsonNode job;
        while ((job = await JobAsync(other))["last_done_at"] is null)
        {
            await Task.Delay(100, deadline.Token);
        }

        job["last_run"]!["outcome"]!.GetValue<string>().ShouldBe("done");
        Directory.GetFiles(Backups).ShouldHaveSingleItem("by itself, once; nothing is left of the one that was killed").ShouldEndWith(".db");
    }

    /// <summary>As the clocks of the server and of the machines would have it: the lease is over, and the run that died is to be made again.</summary>
    private static Task<int> AnHourPassesAsync(PostgresDatabase state) => state.WriteAsync(
        async (transaction, token) =>
        {
            var notes = JsonNode.Parse((string)(await transaction.ScalarAsync("SELECT notes FROM lead WHERE name = 'work/backup'", token))!)!;
            foreach (var time in notes.AsObject().Where(entry => entry.Key.EndsWith("_at", StringComparison.Ordinal) && entry.Value is not null).ToList())
            {
                notes[time.Key] = time.Value!.GetValue<DateTimeOffset>().AddHours(-1);
            }

            return await transaction.ExecuteAsync("UPDATE lead SET leased_until = leased_until - 3600000, notes = @notes WHERE name = 'work/backup'", token, ("@notes", notes.ToJsonString()));
        },
        Cancellation);

    private static string ConnectionString(string url)
    {
        var address = new Uri(url);
        var login = address.UserInfo.Split(':');
        return new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port, Username = login[0], Password = login[1], Database = address.AbsolutePath[1..] }.ConnectionString;
    }

    private static async Task<JsonNode> JobAsync(ServiceProcess service) => JsonNode.Parse(await service.Client.GetStringAsync(Backup))!;

    private static async Task<int> StatusAsync(ServiceProcess service, HttpMethod method, string path)
    {
        using var response = await service.Client.SendAsync(new HttpRequestMessage(method, path));
        return (int)response.StatusCode;
    }
}
