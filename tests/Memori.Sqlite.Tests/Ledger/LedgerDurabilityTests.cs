using System.Globalization;
using Memori.Ledger;
using Memori.Tests;

namespace Memori.Sqlite.Tests.Ledger;

/// <summary>Kills a process in the midst of model calls: what it had reserved and settled is there, and what it left open is resolved.</summary>
public sealed class LedgerDurabilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMidstOfCalls_EveryReservationIsResolvedAndTheSumIsRight()
    {
        var random = new Random(20260301);
        var (reserved, settled) = (new HashSet<string>(), new Dictionary<string, long>());
        for (var round = 0; round < 4; round++)
        {
            var after = random.Next(20, 300);
            var lines = await ChildProcess.RunAndKillAsync(
                $"{typeof(LedgerDurabilityTests).FullName}.{nameof(Child)}", _folder.File("state.db"), lines => Task.FromResult(lines.Count == after));
            foreach (var line in lines.Select(line => line.Split(' ')).Where(line => line is [_, _, _, "."]))
            {
                reserved.Add(line[1]);
                if (line[0] == "settled")
                {
                    settled.Add(line[1], long.Parse(line[2], CultureInfo.InvariantCulture));
                }
            }

            var time = new FakeTime();
            await using var database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), time);
            var ledger = new UsageLedger(database, time, new UsageLimits { DailyTokens = null });
            (await ledger.ReconcileAsync()).ShouldBeEmpty($"round {round}: totals, entries and reservations are one write");
            time.Advance(TimeSpan.FromMinutes(12));

            await ledger.ResolveOrphansAsync();

            var today = await ledger.TodayAsync(LedgerSubject.User("ann"));
            today.Reserved.ShouldBe(0);
            var entries = await EntriesAsync(database);
            reserved.ShouldBeSubsetOf(entries.Keys);
            settled.ShouldAllBe(pair => entries[pair.Key].Tokens == pair.Value && entries[pair.Key].Kind == "settled");
            entries.Values.Where(entry => entry.Kind == "estimated").ShouldAllBe(entry => entry.Tokens == 100);
            today.Used.ShouldBe(entries.Values.Sum(entry => entry.Tokens));
            (await ledger.ReconcileAsync()).ShouldBeEmpty();
            entries.Values.ShouldContain(entry => entry.Kind == "estimated");
        }

        settled.Count.ShouldBeGreaterThan(40);
    }

    /// <summary>What the killed process does; started by the test above alone.</summary>
    [Fact(Explicit = true)]
    public async Task Child()
    {
        await using var writer = await ChildProcess.TellAsync();
        var time = new FakeTime();
        await using var database = await SqliteDatabase.OpenAsync(Environment.GetEnvironmentVariable(ChildProcess.FileVariable)!, time);
        await database.MigrateAsync(typeof(UsageLedger).Assembly);
        var ledger = new UsageLedger(database, time, new UsageLimits { DailyTokens = null });
        using var turn = new SemaphoreSlim(1);

        // One at least is under way whenever it is killed.
        await ledger.ReserveAsync(LedgerFixture.Request(LedgerFixture.User("ann", "key"), 100));
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async size =>
        {
            while (true)
            {
                var made = (await ledger.ReserveAsync(LedgerFixture.Request(LedgerFixture.User("ann", "key"), 100))).Reservation!;
                await TellAsync($"reserved {made.Id} 100 .");
                await ledger.SettleAsync(made, LedgerFixture.Settled(size));
                await TellAsync($"settled {made.Id} {size} .");
            }
        }));

        async Task TellAsync(string line)
        {
            await turn.WaitAsync();
            await writer.WriteLineAsync(line);
            turn.Release();
        }
    }

    private static Task<Dictionary<string, (string Kind, long Tokens)>> EntriesAsync(SqliteDatabase database) => database.ReadAsync(async (connection, token) =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, kind, input_tokens + output_tokens FROM ledger_entry";
        using var reader = await command.ExecuteReaderAsync(token);
        var entries = new Dictionary<string, (string, long)>();
        while (await reader.ReadAsync(token))
        {
            entries.Add(reader.GetString(0), (reader.GetString(1), reader.GetInt64(2)));
        }

        return entries;
    });
}
