using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using Memori.Recall;

namespace Memori.Sqlite.Tests;

/// <summary>Kills a process in the midst of writing and counts what it had acknowledged.</summary>
public sealed class DurabilityTests : IDisposable
{
    private const string FileVariable = "MEMORI_TEST_FILE";
    private const string PipeVariable = "MEMORI_TEST_PIPE";
    private const int Writers = 8;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMidstOfWriting_LosesNothingAcknowledgedAndTearsNothing()
    {
        var acknowledged = new HashSet<string>();
        foreach (var round in Enumerable.Range(0, 5))
        {
            acknowledged.UnionWith(await WriteAndKillAsync(after: 20 + (37 * round)));

            await using var database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, Cancellation);
            using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
            var kept = await engine.ListAsync(Scope.Create("ann"), new MemoryFilter { Limit = int.MaxValue }, Cancellation);
            kept.Select(memory => memory.Id).ToHashSet().IsSupersetOf(acknowledged).ShouldBeTrue();
            kept.ShouldAllBe(memory => memory.Content == "memory " + memory.Id);
            (await ScalarAsync(database, "SELECT count(*) FROM beside")).ShouldBe(kept.Count.ToString(CultureInfo.InvariantCulture), "both rows or none");
            (await ScalarAsync(database, "PRAGMA integrity_check")).ShouldBe("ok");
            (await engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = acknowledged.First() }, Cancellation)).ShouldNotBeEmpty();
        }

        acknowledged.Count.ShouldBeGreaterThan(5 * 20);
    }

    /// <summary>What the killed process does; started by the test above alone.</summary>
    [Fact(Explicit = true)]
    public async Task Child()
    {
        await using var pipe = new NamedPipeClientStream(".", Environment.GetEnvironmentVariable(PipeVariable)!, PipeDirection.Out);
        await pipe.ConnectAsync(Cancellation);
        await using var writer = new StreamWriter(pipe) { AutoFlush = true };
        await using var database = await SqliteDatabase.OpenAsync(Environment.GetEnvironmentVariable(FileVariable)!, TimeProvider.System, Cancellation);
        await ScalarAsync(database, "CREATE TABLE IF NOT EXISTS beside (id TEXT NOT NULL)");
        using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        using var turn = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            while (true)
            {
                var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
                await database.WriteAsync(
                    async (transaction, token) =>
                    {
                        await transaction.Connection!.ExecuteAsync("INSERT INTO beside (id) VALUES ($id)", token, ("$id", id));
                        return await engine.RememberAsync(Scope.Create("ann"), new NewMemory { Id = id, Content = "memory " + id, Kind = MemoryKind.Fact }, token);
                    },
                    Cancellation);
                await turn.WaitAsync(Cancellation);
                await writer.WriteLineAsync(id);
                turn.Release();
            }
        }));
    }

    private static Task<string?> ScalarAsync(SqliteDatabase database, string sql) => database.WriteAsync(
        (transaction, _) =>
        {
            using var command = transaction.Connection!.CreateCommand();
            command.CommandText = sql;
            return Task.FromResult(Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        },
        Cancellation);

    private async Task<List<string>> WriteAndKillAsync(int after)
    {
        var name = "memori-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        await using var pipe = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, typeof(DurabilityTests).Assembly.GetName().Name!))
        {
            ArgumentList = { "-explicit", "only", "-method", $"{typeof(DurabilityTests).FullName}.{nameof(Child)}" },
            Environment = { [FileVariable] = _folder.File("state.db"), [PipeVariable] = name },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var child = Process.Start(start)!;
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            timeout.CancelAfter(TimeSpan.FromSeconds(60));
            await pipe.WaitForConnectionAsync(timeout.Token);
            using var reader = new StreamReader(pipe);
            var acknowledged = new List<string>();
            while (await reader.ReadLineAsync(timeout.Token) is { } line)
            {
                acknowledged.Add(line);
                if (acknowledged.Count == after)
                {
                    child.Kill();
                }
            }

            // The pipe's last line may be cut off by the kill: what was cut was not read by anybody.
            return [.. acknowledged.Where(id => id.Length == 32)];
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync(CancellationToken.None);
        }
    }
}
