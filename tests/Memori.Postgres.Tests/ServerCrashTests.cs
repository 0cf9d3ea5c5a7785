using System.Collections.Concurrent;
using System.Diagnostics;
using Memori.Ledger;
using Memori.Storage;

namespace Memori.Postgres.Tests;

/// <summary>A server of its own that is ended, as by a power cut, in the middle of writes and settlements, and comes back.</summary>
public sealed class ServerCrashTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasAcknowledged_IsThere_AndTheLedgerIsExact()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || (Environment.GetEnvironmentVariable("MEMORI_TEST_POSTGRES") is null && Environment.GetEnvironmentVariable("CI") != "true"), "No PostgreSQL.");
        var folder = Path.Combine(Path.GetTempPath(), "memori-crash-" + Environment.ProcessId);
        try
        {
            var url = await ServerAsync(folder, "start");
            await using var database = await PostgresDatabase.OpenAsync(new PostgresOptions { Url = url, MaximumConnections = 12 }, TimeProvider.System, Cancellation);
            await database.MigrateAsync(typeof(UsageLedger).Assembly, Cancellation);
            await WriteThroughCrashesAsync(folder, database);
        }
        finally
        {
            await ServerAsync(folder, "stop");
        }
    }

    private static async Task WriteThroughCrashesAsync(string folder, PostgresDatabase database)
    {
        var store = new PostgresMemoryStore(database);
        var ledger = new UsageLedger(database, TimeProvider.System, new UsageLimits { DailyTokens = null });
        ConcurrentBag<(Owner Owner, string Id)> acknowledged = [];
        ConcurrentBag<string> unknown = [];
        ConcurrentBag<string> refused = [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writers = Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                for (var number = 0; !stop.IsCancellationRequested; number++)
                {
                    var (owner, id) = (Owner.User($"user {writer}"), $"{writer}-{number}");
                    try
                    {
                        // A memory and what it cost: together or not at all.
                        await store.TransactAsync(
                            async token =>
                            {
                                await store.AppendAsync(new Memory { Id = id, Owner = owner, Content = id, Kind = MemoryKind.Fact }, id, token);
                                return await database.WriteAsync(
                                    (transaction, inside) => transaction.ExecuteAsync(
                                        """
                                        INSERT INTO ledger_entry (id, at, day, user_id, operation, model, kind, lost, requests, input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens, cost_picodollars)
                                        VALUES (@id, 0, '2026-01-01', 'all', 'chat', 'm', 'settled', 0, 1, 1, 0, 0, 0, 0)
                                        """,
                                        inside,
                                        ("@id", id)),
                                    token);
                            },
                            Cancellation);
                        acknowledged.Add((owner, id));
                    }
                    catch (MemoriException failure) when (failure.Code == "state-outcome-unknown")
                    {
                        unknown.Add(id);
                    }
                    catch (MemoriException failure) when (failure.Kind == FaultKind.Unavailable)
                    {
                        refused.Add(id);
                    }
                }
            },
            Cancellation)).ToList();
        for (var crash = 1; crash <= 3; crash++)
        {
            var before = acknowledged.Count;
            while (acknowledged.Count < before + 60)
            {
                await Task.Yield();
                await Task.WhenAny(Task.WhenAll(writers), Task.Run(() => SpinWait.SpinUntil(() => acknowledged.Count >= before + 60, 200), Cancellation));
            }

            await ServerAsync(folder, "crash");
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var kept = new HashSet<string>();
        for (var writer = 0; writer < 6; writer++)
        {
            kept.UnionWith((await store.ChangesAsync(Owner.User($"user {writer}"), 0, Cancellation)).Written.Select(memory => memory.Id));
        }

        acknowledged.Select(memory => memory.Id).Except(kept).ShouldBeEmpty("what was acknowledged is there");
        kept.Intersect(refused).ShouldBeEmpty("what was refused is not");
        kept.Except(acknowledged.Select(memory => memory.Id)).Except(unknown).ShouldBeEmpty();
        var entries = await database.ReadAsync((connection, token) => connection.QueryAsync("SELECT id FROM ledger_entry", row => row.GetString(0), token), Cancellation);
        entries.ToHashSet().SetEquals(kept).ShouldBeTrue("the ledger has what the memories have");
        (await ledger.ReconcileAsync(cancellationToken: Cancellation)).ShouldHaveSingleItem().Used.ShouldBe(kept.Count);
    }

    private static async Task<string> ServerAsync(string folder, string command)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "eng", "postgres.sh")))
        {
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("eng/postgres.sh");
        }

        using var process = Process.Start(new ProcessStartInfo(Path.Combine(root, "eng", "postgres.sh"), [command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["MEMORI_POSTGRES_DIR"] = folder },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0, command);
        return output.Trim();
    }
}
