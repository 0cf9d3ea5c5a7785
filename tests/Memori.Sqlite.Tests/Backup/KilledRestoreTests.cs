using System.Globalization;
using Memori.Sqlite.Backup;
using Memori.Sqlite.Doctor;

namespace Memori.Sqlite.Tests.Backup;

/// <summary>Kills a process in the midst of backups and restores: the state is wholly the one or wholly the other.</summary>
public sealed class KilledRestoreTests : IDisposable
{
    private const int Rounds = 6;
    private const int InOne = 300;
    private const int InOther = 500;

    private static readonly Scope Ann = Scope.Create("ann");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _folder.File("state.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMidstOfBackupAndRestore_LeavesOneWholeState_AndNoHalfBackup()
    {
        await MakeAsync(State + ".one.db", InOne);
        await MakeAsync(State + ".other.db", InOther);
        await SqliteRestore.RestoreAsync(State + ".one.db", State, [typeof(SqliteDatabase).Assembly], Cancellation);
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            // Somewhere in the second or a later step of its work.
            var (steps, moment) = (random.Next(1, 6), TimeSpan.FromMilliseconds(random.Next(0, 60)));
            await ChildProcess.RunAndKillAsync(
                $"{typeof(KilledRestoreTests).FullName}.{nameof(Child)}",
                State,
                async lines =>
                {
                    await (lines.Count == steps ? Task.Delay(moment, TimeProvider.System, Cancellation) : Task.CompletedTask);
                    return lines.Count >= steps;
                });

            var (before, after) = await new SqliteDoctor(State, [typeof(SqliteDatabase).Assembly], TimeProvider.System).RepairAsync(Cancellation);
            before.Findings.Where(finding => finding.Code is not ("restore-leftovers" or "disk-low")).ShouldBeEmpty();
            after.Findings.Where(finding => finding.Code is not "disk-low").ShouldBeEmpty();
            after.Memories.ShouldBeOneOf(InOne, InOther);
            if (File.Exists(State + ".copy.db"))
            {
                StateCheck.Summarize(State + ".copy.db").Memories.ShouldBeOneOf(InOne, InOther);
            }

            await using var database = await SqliteDatabase.OpenAsync(State, TimeProvider.System, Cancellation);
            using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
            (await engine.ListAsync(Ann, new MemoryFilter { Limit = 1000 }, Cancellation)).Count.ShouldBe((int)after.Memories);
        }
    }

    /// <summary>What the killed process does; started by the test above alone.</summary>
    [Fact(Explicit = true)]
    public async Task Child()
    {
        await using var writer = await ChildProcess.TellAsync();
        var state = Environment.GetEnvironmentVariable(ChildProcess.FileVariable)!;
        while (true)
        {
            foreach (var backup in new[] { ".other.db", ".one.db" })
            {
                await SqliteBackup.WriteAsync(state, state + ".copy.db", overwrite: true, Cancellation);
                await writer.WriteLineAsync("copied");
                await SqliteRestore.RestoreAsync(state + backup, state, [typeof(SqliteDatabase).Assembly], Cancellation);
                await writer.WriteLineAsync("restored");
            }
        }
    }

    private static async Task MakeAsync(string path, int memories)
    {
        await using var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System, Cancellation);
        using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, memories).Select(i => engine.RememberAsync(
            Ann, new NewMemory { Content = string.Create(CultureInfo.InvariantCulture, $"memory {i} {new string('x', 500)}"), Kind = MemoryKind.Fact }, Cancellation)));
    }
}
