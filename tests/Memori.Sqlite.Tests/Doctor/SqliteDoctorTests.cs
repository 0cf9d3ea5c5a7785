using System.Globalization;
using Memori.Recall;
using Memori.Sqlite.Doctor;
using Memori.Storage;
using Memori.Tests;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Tests.Doctor;

public sealed class SqliteDoctorTests : IAsyncLifetime
{
    private static readonly Scope Ann = Scope.Create("ann");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _folder.File("state.db");

    public async ValueTask InitializeAsync()
    {
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        await database.WriteAsync(
            async (_, token) =>
            {
                for (var i = 0; i < 50; i++)
                {
                    var content = $"Customer {i} 喜欢绿茶";
                    await engine.RememberAsync(Ann, new NewMemory { Id = $"m{i}", Content = content, Kind = MemoryKind.Fact, Metadata = new() { ["n"] = i }, Entities = ["客户"] }, token);
                    await engine.RememberAsync(Ann, new NewMemory { Id = $"again{i}", Content = content, Kind = MemoryKind.Fact }, token);
                }

                return true;
            },
            Cancellation);
        await new SqliteJobStore(database, _time).EnqueueAsync(new NewJob("extract", "j", Owner.User("ann"), "{}"), Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Examine_AStateInOrder_FindsNothing_AndChangesNothing()
    {
        var before = await File.ReadAllBytesAsync(State, Cancellation);

        var report = await Doctor().ExamineAsync(Cancellation);

        report.Findings.ShouldBeEmpty();
        (report.Exists, report.Owners, report.Memories, report.Jobs).ShouldBe((true, 1, 50, 1));
        report.Bytes.ShouldBe(before.Length);
        report.FreeBytes.ShouldBePositive();
        (await File.ReadAllBytesAsync(State, Cancellation)).ShouldBe(before);

        // SQLite makes the log's file, empty, for whoever reads.
        Directory.GetFiles(Path.GetDirectoryName(State)!).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length).ShouldBe(before.Length);
    }

    [Fact]
    public async Task Examine_BesideAServer_FindsNothing()
    {
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        await engine.RememberAsync(Ann, new NewMemory { Content = "in the log alone", Kind = MemoryKind.Fact }, Cancellation);
        var log = await Bytes(State + "-wal");

        var report = await Doctor().ExamineAsync(Cancellation);

        report.Findings.ShouldBeEmpty();
        report.Memories.ShouldBe(51);
        (await Bytes(State + "-wal")).ShouldBe(log);
    }

    [Fact]
    public async Task Examine_WhereThereIsNoState_IsFine()
    {
        var report = await new SqliteDoctor(_folder.File("none.db"), [typeof(SqliteDatabase).Assembly], _time).ExamineAsync(Cancellation);

        (report.Exists, report.Findings.Count).ShouldBe((false, 0));
        File.Exists(_folder.File("none.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("wrong-content-key", "UPDATE memory SET content_key = 'x' WHERE id = 'm3'")]
    [InlineData("wrong-token-count", "UPDATE memory SET token_count = 99 WHERE id = 'm3'")]
    [InlineData("alias-mismatch", "DELETE FROM memory_alias WHERE id = 'again3'")]
    [InlineData("alias-mismatch", "INSERT INTO memory_alias VALUES (0, 'ann', 'stray', 'm3')")]
    [InlineData("version-ahead", "UPDATE memory SET version = 1000 WHERE id = 'm3'")]
    [InlineData("version-ahead", "DELETE FROM memory_owner")]
    [InlineData("stuck-job", "UPDATE job SET state = 'running', worker = 'w', leased_until = 5")]
    [InlineData("stale-block", "INSERT INTO injected_block VALUES (1, 0, 'ann', '', '', 'k', 'text', 5); INSERT INTO injected_quote VALUES (0, 'ann', 'gone', 1)")]
    [InlineData("migrations-pending", "DELETE FROM schema_migration WHERE number = 5; ALTER TABLE memory_owner DROP COLUMN purged_version")]
    public async Task Repair_MendsWhatCanBeMended(string code, string fault)
    {
        await ExecuteAsync(fault);
        var found = (await Doctor().ExamineAsync(Cancellation)).Findings;
        found.Select(finding => finding.Code).ShouldContain(code);
        found.ShouldAllBe(finding => finding.Repairable && finding.Count > 0 && finding.Text.Chinese.Length > 0);

        var (before, after) = await Doctor().RepairAsync(Cancellation);

        before.Findings.Select(finding => finding.Code).ShouldBe(found.Select(finding => finding.Code));
        after.Findings.ShouldBeEmpty();
        await using var database = await OpenAsync();
        await using var engine = Engine(database);
        (await engine.RecallAsync(Ann, new RecallRequest { Query = "Customer 4 绿茶" }, Cancellation)).ShouldNotBeEmpty();
        (await engine.GetAsync(Ann, "again3", Cancellation))!.Id.ShouldBe("m3");
    }

    [Theory]
    [InlineData("invalid-memory", "UPDATE memory SET kind = 'nonsense' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET metadata = '{' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET metadata = '[1]' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET metadata = 'null' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET entities = '{}' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET entities = 'null' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET merged_ids = '[1' WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET created_at = 9e18 WHERE id = 'm3'")]
    [InlineData("invalid-memory", "UPDATE memory SET valid_from = 5, valid_to = 4 WHERE id = 'm3'")]
    [InlineData("invalid-memory", "PRAGMA foreign_keys=OFF; UPDATE memory SET owner_kind = 9 WHERE id = 'm3'")]
    [InlineData("invalid-job", "UPDATE job SET state = 'nonsense'")]
    [InlineData("newer-schema", "INSERT INTO schema_migration VALUES ('Memori.Sqlite', 9999, 'of-tomorrow', '')")]
    [InlineData("newer-schema", "INSERT INTO schema_migration VALUES ('Memori.Elsewhere', 1, 'other', '')")]
    [InlineData("broken-reference", "PRAGMA foreign_keys=OFF; INSERT INTO memory_alias VALUES (0, 'ann', 'stray', 'nothing')")]
    public async Task Examine_WhatCannotBeMended_IsReportedAndStays(string code, string fault)
    {
        await ExecuteAsync(fault);

        var report = await Doctor().ExamineAsync(Cancellation);
        var finding = report.Findings.Single(finding => finding.Code == code);
        (finding.Repairable, finding.Count).ShouldBe((false, 1));
        finding.Examples.ShouldNotBeEmpty();

        var (_, after) = await Doctor().RepairAsync(Cancellation);
        after.Findings.Select(left => left.Code).ShouldContain(code);
    }

    [Fact]
    public async Task Examine_DamagedPages_SaysSo_AndNeverWrites()
    {
        var bytes = await File.ReadAllBytesAsync(State, Cancellation);
        foreach (var page in Enumerable.Range(0, bytes.Length / 4096))
        {
            var bad = (byte[])bytes.Clone();
            bad.AsSpan(page * 4096, 1024).Fill(0xa5);
            await File.WriteAllBytesAsync(State, bad, Cancellation);

            var report = await Doctor().ExamineAsync(Cancellation);

            report.Findings.Select(finding => finding.Code).ShouldContain(code => code == "damaged" || code == "unreadable", page.ToString(CultureInfo.InvariantCulture));
            (await Doctor().RepairAsync(Cancellation)).After.Findings.ShouldNotBeEmpty();
            (await File.ReadAllBytesAsync(State, Cancellation)).ShouldBe(bad);
        }
    }

    [Fact]
    public async Task Repair_OfWhatARestoreLeft_TakesItAway()
    {
        await File.WriteAllTextAsync(State + ".restoring", "half", Cancellation);
        await File.WriteAllTextAsync(State + ".replaced", "old", Cancellation);
        var found = (await Doctor().ExamineAsync(Cancellation)).Findings.ShouldHaveSingleItem();
        (found.Code, found.Count).ShouldBe(("restore-leftovers", 2));

        (await Doctor().RepairAsync(Cancellation)).After.Findings.ShouldBeEmpty();
    }

    private static MemoryEngine Engine(SqliteDatabase database) => new(new SqliteMemoryStore(database), TimeProvider.System);

    private static async Task<byte[]> Bytes(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }

    private SqliteDoctor Doctor() => new(State, [typeof(SqliteDatabase).Assembly], _time);

    private Task<SqliteDatabase> OpenAsync() => SqliteDatabase.OpenAsync(State, _time, Cancellation);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={State};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
