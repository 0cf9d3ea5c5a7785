using System.Text;
using Memori.Sqlite.Backup;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Tests.Backup;

public sealed class BackupAndRestoreTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _folder.File("state.db");

    private string Copy => _folder.File("backups/copy.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Backup_WhileWritesGoOn_IsOneMomentOfThem()
    {
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var pairs = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await database.WriteAsync(
                    async (_, token) =>
                    {
                        await engine.RememberAsync(Ann, Fact($"{writer} {i} left"), token);
                        return await engine.RememberAsync(Ann, Fact($"{writer} {i} right"), token);
                    },
                    Cancellation);
                Interlocked.Increment(ref written);
            }
        }).ToList();
        for (var i = 0; i < 5; i++)
        {
            var before = Volatile.Read(ref written);
            var backup = await database.BackupAsync(Copy, overwrite: i > 0, Cancellation);
            backup.Memories.ShouldBeGreaterThanOrEqualTo(2 * before, "what was acknowledged before is in it");
            (backup.Memories % 2).ShouldBe(0, "both of a pair or none");
            backup.Bytes.ShouldBe(new FileInfo(Copy).Length);
        }

        await stop.CancelAsync();
        await Task.WhenAll(pairs);
        Directory.GetFiles(Path.GetDirectoryName(Copy)!).ShouldBe([Copy]);
    }

    [Fact]
    public async Task Backup_HoldsNothingDeleted_AndIsAsPrivateAsTheState()
    {
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        var forgotten = await engine.RememberAsync(Ann, Fact("a secret of forty thousand"), Cancellation);
        await engine.RememberAsync(Ann, Fact("kept for good"), Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(State, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await engine.ForgetAsync(Ann, forgotten.Id, cancellationToken: Cancellation);
        await database.BackupAsync(Copy, cancellationToken: Cancellation);

        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Copy, Cancellation));
        bytes.ShouldContain("kept for good");
        bytes.ShouldNotContain("forty thousand");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Copy).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Backup_OverAFile_OrOfNothing_IsRefused()
    {
        (await Refused(() => SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation))).ShouldBe("state-not-found");
        await FillAsync("one");
        await SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation);
        var before = await File.ReadAllBytesAsync(Copy, Cancellation);

        (await Refused(() => SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation))).ShouldBe("backup-exists");
        (await Refused(() => SqliteBackup.WriteAsync(State, State, overwrite: true, Cancellation))).ShouldBe("backup-is-state");

        (await File.ReadAllBytesAsync(Copy, Cancellation)).ShouldBe(before);
        await FillAsync("two");
        (await SqliteBackup.WriteAsync(State, Copy, overwrite: true, Cancellation)).Memories.ShouldBe(2);
    }

    [Fact]
    public async Task Backup_OfADamagedState_LeavesNothing()
    {
        await FillAsync("one");
        Damage(State);

        await Should.ThrowAsync<MemoriException>(() => SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation));

        Directory.GetFiles(Path.GetDirectoryName(Copy)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task Restore_BringsBackWhatWas_AndNothingElse()
    {
        await FillAsync("old");
        await SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation);
        await FillAsync("new");

        var restored = await RestoreAsync();

        (restored.Path, restored.Memories).ShouldBe((State, 1));
        (await ContentsAsync()).ShouldBe(["old"]);
        await FillAsync("goes on");
        (await ContentsAsync()).ShouldBe(["old", "goes on"], ignoreOrder: true);
        Directory.GetFiles(Path.GetDirectoryName(State)!).ShouldBe([State]);
    }

    [Fact]
    public async Task Restore_WhereThereIsNoState_MakesOne()
    {
        await FillAsync("old");
        await SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation);

        await SqliteRestore.RestoreAsync(Copy, _folder.File("elsewhere/state.db"), [typeof(SqliteDatabase).Assembly], Cancellation);

        await using var database = await SqliteDatabase.OpenAsync(_folder.File("elsewhere/state.db"), TimeProvider.System, Cancellation);
        (await Engine(database).ListAsync(Ann, cancellationToken: Cancellation)).Single().Content.ShouldBe("old");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_OverADamagedState_PutsTheBackupInItsPlace_AndNoOldLogBesideIt(bool header)
    {
        await FillAsync("old");
        await SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation);
        await FillAsync("new");
        if (header)
        {
            await File.WriteAllTextAsync(State, "this is no database", Cancellation);
            await File.WriteAllTextAsync(State + "-wal", "nor is this its log", Cancellation);
        }
        else
        {
            Damage(State);
        }

        await RestoreAsync();

        (await ContentsAsync()).ShouldBe(["old"]);
    }

    [Fact]
    public async Task Restore_OfADamagedBackup_ChangesNothing()
    {
        await FillAsync([.. Enumerable.Range(0, 200).Select(i => $"memory {i} {new string('x', 300)}")]);
        await SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation);
        var before = await ContentsAsync();
        var good = await File.ReadAllBytesAsync(Copy, Cancellation);
        var refused = 0;
        foreach (var length in new[] { 0, 10, 100, 4096, good.Length / 2, good.Length - 4096, good.Length - 1 })
        {
            await File.WriteAllBytesAsync(Copy, good[..length], Cancellation);
            (await Refused(RestoreAsync)).ShouldBe("backup-damaged", $"cut at {length}");
            refused++;
        }

        for (var page = 1; page < good.Length / 4096; page += 7)
        {
            var bad = (byte[])good.Clone();
            bad.AsSpan(page * 4096, 512).Fill(0xa5);
            await File.WriteAllBytesAsync(Copy, bad, Cancellation);
            (await Refused(RestoreAsync)).ShouldBe("backup-damaged", $"page {page}");
            refused++;
        }

        refused.ShouldBeGreaterThan(8);
        (await ContentsAsync()).ShouldBe(before);
        Directory.GetFiles(Path.GetDirectoryName(State)!).ShouldBe([State]);
    }

    [Fact]
    public async Task Restore_OfWhatIsNoBackupOrANewerOne_ChangesNothing()
    {
        await FillAsync("old");
        (await Refused(RestoreAsync)).ShouldBe("backup-not-found");
        Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
        await ExecuteAsync(Copy, "CREATE TABLE something (x)");
        (await Refused(RestoreAsync)).ShouldBe("backup-damaged");
        await SqliteBackup.WriteAsync(State, Copy, overwrite: true, Cancellation);
        await ExecuteAsync(Copy, "INSERT INTO schema_migration VALUES ('Memori.Sqlite', 9999, 'of-tomorrow', '')");
        (await Refused(RestoreAsync)).ShouldBe("backup-newer");
        (await Refused(() => SqliteRestore.RestoreAsync(State, State, [], Cancellation))).ShouldBe("backup-is-state");

        (await ContentsAsync()).ShouldBe(["old"]);
    }

    [Fact]
    public async Task Restore_WhileTheStateIsOpen_IsRefused()
    {
        await FillAsync("old");
        await SqliteBackup.WriteAsync(State, Copy, cancellationToken: Cancellation);
        await using (var database = await OpenAsync())
        {
            (await Refused(RestoreAsync)).ShouldBe("state-in-use");
            await using var engine = Engine(database);
            await engine.RememberAsync(Ann, Fact("undisturbed"), Cancellation);
        }

        (await ContentsAsync()).ShouldBe(["old", "undisturbed"], ignoreOrder: true);
        await RestoreAsync();
    }

    private static MemoryEngine Engine(SqliteDatabase database) => new(new SqliteMemoryStore(database), TimeProvider.System);

    private static NewMemory Fact(string content) => new() { Content = content, Kind = MemoryKind.Fact };

    private static async Task<string> Refused<T>(Func<Task<T>> act) => (await Should.ThrowAsync<MemoriException>(act)).Code;

    private static void Damage(string path)
    {
        using var stream = new FileStream(path, FileMode.Open);
        stream.Position = 4096;
        while (stream.Position < stream.Length)
        {
            stream.WriteByte(0x5a);
        }
    }

    private static async Task ExecuteAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private Task<SqliteDatabase> OpenAsync() => SqliteDatabase.OpenAsync(State, TimeProvider.System, Cancellation);

    private Task<StateSummary> RestoreAsync() => SqliteRestore.RestoreAsync(Copy, State, [typeof(SqliteDatabase).Assembly], Cancellation);

    private async Task FillAsync(params string[] contents)
    {
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        foreach (var content in contents)
        {
            await engine.RememberAsync(Ann, Fact(content), Cancellation);
        }
    }

    private async Task<List<string>> ContentsAsync()
    {
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        return [.. (await engine.ListAsync(Ann, new MemoryFilter { Limit = 1000 }, Cancellation)).Select(memory => memory.Content)];
    }
}
