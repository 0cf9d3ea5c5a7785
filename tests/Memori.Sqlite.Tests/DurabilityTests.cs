using System.Globalization;
using System.Text.RegularExpressions;
using Memori.Recall;
using Memori.Sqlite.Doctor;
using Memori.Storage;

namespace Memori.Sqlite.Tests;

/// <summary>
/// Kills a process in the midst of writing and counts what it had acknowledged, and reads from a trace of its system calls
/// that each acknowledgement came after a flush to the disk. <c>eng/durability.sh</c> runs it with many kills.
/// </summary>
public sealed partial class DurabilityTests : IDisposable
{
    private const string RoundsVariable = "MEMORI_TEST_KILLS";
    private const string FewRounds = "5";

    private static readonly Scope Ann = Scope.Create("ann");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _folder.File("state.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMidstOfWriting_LosesNothingAcknowledgedAndTearsNothing()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable(RoundsVariable) ?? FewRounds, CultureInfo.InvariantCulture);
        var random = new Random(20260301);
        var acknowledged = new HashSet<string>();
        for (var round = 0; round < rounds; round++)
        {
            var after = random.Next(1, 200);
            acknowledged.UnionWith(await WriteAndKillAsync(after));

            var report = await new SqliteDoctor(State, [typeof(SqliteDatabase).Assembly], TimeProvider.System).ExamineAsync(Cancellation);
            report.Findings.Where(finding => finding.Code != "disk-low").ShouldBeEmpty($"round {round}");
            await using var database = await SqliteDatabase.OpenAsync(State, TimeProvider.System, Cancellation);
            using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
            var kept = await engine.ListAsync(Ann, new MemoryFilter { Limit = int.MaxValue }, Cancellation);
            kept.Select(memory => memory.Id).ToHashSet().IsSupersetOf(acknowledged).ShouldBeTrue($"round {round}");
            kept.ShouldAllBe(memory => memory.Content == "memory " + memory.Id);
            report.Memories.ShouldBe(kept.Count);
            (await ScalarAsync(database, "SELECT count(*) FROM beside")).ShouldBe(kept.Count.ToString(CultureInfo.InvariantCulture), "both rows or none");

            var next = await RememberAsync(database, engine);
            acknowledged.Add(next);
            (await engine.RecallAsync(Ann, new RecallRequest { Query = next }, Cancellation)).ShouldNotBeEmpty();
        }

        acknowledged.Count.ShouldBeGreaterThan(rounds * 10);
        TestContext.Current.SendDiagnosticMessage($"{rounds} kills, {acknowledged.Count} acknowledged memories, none lost");
    }

    [Fact]
    public async Task Trace_BetweenEachWriteAndItsAcknowledgement_TheLogIsFlushedToTheDisk()
    {
        RequireTracer();
        var trace = Environment.GetEnvironmentVariable("MEMORI_TEST_TRACE") ?? _folder.File("trace");

        var acknowledged = await ChildProcess.RunAndKillAsync(
            $"{typeof(DurabilityTests).FullName}.{nameof(Child)}",
            State,
            lines => Task.FromResult(lines.Count == 30),
            writers: 1,
            "strace", "-f", "--seccomp-bpf", "-y", "-s", "80", "-o", trace, "-e", "trace=write,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync");

        var seen = new List<string>();
        var (written, unflushed, flushed) = (false, false, false);
        foreach (var line in await File.ReadAllLinesAsync(trace, Cancellation))
        {
            if (Acknowledgement().Match(line) is { Success: true } told)
            {
                written.ShouldBeTrue("each is a write of its own");
                unflushed.ShouldBeFalse("a write to the log was not flushed before: " + line);
                flushed.ShouldBeTrue(line);
                seen.Add(told.Groups["id"].Value);
                (written, flushed) = (false, false);
            }
            else if (WriteToLog().IsMatch(line))
            {
                (written, unflushed) = (true, true);
            }
            else if (FlushOfLog().IsMatch(line) && unflushed)
            {
                (unflushed, flushed) = (false, true);
            }
        }

        seen.Count.ShouldBeGreaterThanOrEqualTo(30);
        acknowledged.Where(id => id.Length == 32).ShouldBeSubsetOf(seen);
    }

    /// <summary>What the killed process does; started by the tests above alone.</summary>
    [Fact(Explicit = true)]
    public async Task Child()
    {
        await using var writer = await ChildProcess.TellAsync();
        await using var database = await SqliteDatabase.OpenAsync(Environment.GetEnvironmentVariable(ChildProcess.FileVariable)!, TimeProvider.System, Cancellation);
        await ScalarAsync(database, "CREATE TABLE IF NOT EXISTS beside (id TEXT NOT NULL)");
        using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        using var turn = new SemaphoreSlim(1);
        await Task.WhenAll(Enumerable.Range(0, int.Parse(Environment.GetEnvironmentVariable(ChildProcess.WritersVariable)!, CultureInfo.InvariantCulture)).Select(async _ =>
        {
            while (true)
            {
                var id = await RememberAsync(database, engine);
                await turn.WaitAsync(Cancellation);
                await writer.WriteLineAsync(id);
                turn.Release();
            }
        }));
    }

    private static async Task<string> RememberAsync(SqliteDatabase database, MemoryEngine engine)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        await database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.Connection!.ExecuteAsync("INSERT INTO beside (id) VALUES ($id)", token, ("$id", id));
                return await engine.RememberAsync(Ann, new NewMemory { Id = id, Content = "memory " + id, Kind = MemoryKind.Fact }, token);
            },
            Cancellation);
        return id;
    }

    private static Task<string?> ScalarAsync(SqliteDatabase database, string sql) => database.WriteAsync(
        (transaction, _) =>
        {
            using var command = transaction.Connection!.CreateCommand();
            command.CommandText = sql;
            return Task.FromResult(Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        },
        Cancellation);

    private static void RequireTracer()
    {
        var found = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "strace")));
        if (!found && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("strace is not installed: ./test.sh installs it");
        }

        found.ShouldBeTrue("strace is not installed");
    }

    [GeneratedRegex(@"(write|sendto|sendmsg)\(.*""(?<id>[0-9a-f]{32})\\n""", RegexOptions.ExplicitCapture)]
    private static partial Regex Acknowledgement();

    [GeneratedRegex(@"(write|pwrite64|pwritev)\(\d+<[^>]*state\.db-wal>", RegexOptions.ExplicitCapture)]
    private static partial Regex WriteToLog();

    // A call that another thread's interrupts in the trace counts when it came back.
    [GeneratedRegex(@"(f(data)?sync\(\d+<[^>]*state\.db-wal>\)|<\.\.\. f(data)?sync resumed>\)) *= 0", RegexOptions.ExplicitCapture)]
    private static partial Regex FlushOfLog();

    // The pipe's last line may be cut off by the kill: what was cut was not read by anybody.
    private async Task<IEnumerable<string>> WriteAndKillAsync(int after) => (await ChildProcess.RunAndKillAsync(
        $"{typeof(DurabilityTests).FullName}.{nameof(Child)}", State, lines => Task.FromResult(lines.Count == after))).Where(id => id.Length == 32);
}
