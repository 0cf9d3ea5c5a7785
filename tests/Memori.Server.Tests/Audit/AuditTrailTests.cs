using System.Text.Json.Nodes;
using Memori.Server.Audit;
using Memori.Sqlite;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Server.Tests.Audit;

/// <summary>The chain on a real file: what is tampered with behind our back is found.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-audit-");
    private readonly SettableTime _time = new(Start);
    private SqliteDatabase? _database;
    private AuditTrail? _audit;

    private string File => Path.Combine(_directory.FullName, "memori.db");

    private AuditTrail Audit => _audit!;

    public async ValueTask InitializeAsync()
    {
        _database = await SqliteDatabase.OpenAsync(File, _time);
        await _database.MigrateAsync(typeof(ServiceStartup).Assembly);
        _audit = new AuditTrail(_database, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Append_WhatWasSaid_IsFoundAgain()
    {
        await Audit.AppendAsync(Question("anna", "how many orders?") with { Statements = ["SELECT count(*) FROM \"orders\""], DatasourceId = 1, PolicyVersion = 3, Details = new JsonObject { ["k"] = "值" } });
        var entry = (await Audit.SearchAsync(new AuditQuery())).ShouldHaveSingleItem();
        entry.Sequence.ShouldBe(1);
        entry.At.ShouldBe(Start);
        entry.Asked.ShouldBe("how many orders?");
        entry.Statements.ShouldBe(["SELECT count(*) FROM \"orders\""]);
        entry.PolicyVersion.ShouldBe(3);
        entry.Actor.ShouldBe(new AuditActor("key-1", "mk-abc", "anna"));
        entry.Details.ShouldBe("""{"k":"值"}""");
        entry.IsForgotten.ShouldBeFalse();
        (await Audit.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_EmptyAudit_IsWhole() => (await Audit.VerifyAsync()).ShouldSatisfyAllConditions(
        report => report.IsWhole.ShouldBeTrue(), report => report.Entries.ShouldBe(0), report => report.Last.ShouldBe(0));

    [Theory]
    [InlineData("UPDATE audit_entry SET outcome = 'ok' WHERE sequence = 3")]
    [InlineData("UPDATE audit_entry SET asked = 'something else' WHERE sequence = 3")]
    [InlineData("UPDATE audit_entry SET actor = 'somebody' WHERE sequence = 3")]
    [InlineData("UPDATE audit_entry SET asked = NULL WHERE sequence = 3")]
    [InlineData("UPDATE audit_entry SET sequence = 99 WHERE sequence = 5")]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 3")]
    [InlineData("DELETE FROM audit_entry")]
    [InlineData("DELETE FROM audit_state")]
    [InlineData("UPDATE audit_state SET sequence = 2")]
    [InlineData("INSERT INTO audit_entry (sequence, at, kind, outcome, actor_digest, content_digest, hash) VALUES (9, 0, 'k', 'ok', x'', x'', x'')")]
    public async Task Statement_ThatChangesTheAudit_IsRefused(string statement)
    {
        await WriteFiveAsync();
        Should.Throw<SqliteException>(() => Run(statement)).Message.ShouldContain("the audit is");
        (await Audit.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET outcome = 'ok', code = NULL WHERE sequence = 3", 3, "changed")]
    [InlineData("UPDATE audit_entry SET at = at + 1 WHERE sequence = 3", 3, "changed")]
    [InlineData("UPDATE audit_entry SET asked = 'something else' WHERE sequence = 3", 3, "content-changed")]
    [InlineData("UPDATE audit_entry SET user_id = 'another' WHERE sequence = 3", 3, "content-changed")]
    [InlineData("UPDATE audit_entry SET actor = 'somebody' WHERE sequence = 3", 3, "actor-changed")]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 3", 4, "missing")]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 1", 2, "missing")]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 5", 5, "head")]
    [InlineData("DELETE FROM audit_entry WHERE sequence = 5; UPDATE audit_state SET sequence = 4", 4, "head")]
    [InlineData("DELETE FROM audit_entry WHERE sequence <= 2; UPDATE audit_state SET removed_sequence = 2, removed_hash = (SELECT hash FROM audit_entry WHERE sequence = 3)", 3, "changed")]
    [InlineData("UPDATE audit_entry SET sequence = 99 WHERE sequence = 2; UPDATE audit_entry SET sequence = 2 WHERE sequence = 3; UPDATE audit_entry SET sequence = 3 WHERE sequence = 99", 2, "changed")]
    [InlineData("UPDATE audit_entry SET user_id = NULL, session_id = NULL, asked = NULL, statements = NULL, details = NULL, content_salt = NULL WHERE sequence = 3", 5, "blanked")]
    public async Task Verify_FileTamperedWith_SaysWhereAndHow(string statements, long sequence, string code)
    {
        await WriteFiveAsync();
        foreach (var trigger in (string[])["audit_entry_in_order", "audit_entry_kept", "audit_entry_unchanged", "audit_state_forward", "audit_state_kept"])
        {
            Run($"DROP TRIGGER {trigger}");
        }

        Run(statements);
        (await Audit.VerifyAsync()).Faults.ShouldContain(fault => fault.Sequence == sequence && fault.Code == code);
    }

    [Fact]
    public async Task Append_ThousandInParallelFromTwoProcesses_AreOneChainWithoutAGap()
    {
        await using var other = await SqliteDatabase.OpenAsync(File, _time);
        AuditTrail[] trails = [Audit, new AuditTrail(other, _time)];
        var sequences = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => trails[number % 2].AppendAsync(Question($"user-{number}", $"question {number}"))));
        sequences.Order().ShouldBe(Enumerable.Range(1, 1_000).Select(number => (long)number));
        var report = await Audit.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Entries.ShouldBe(1_000);
    }

    [Fact]
    public async Task Append_WithinAUnitOfWorkThatFails_LeavesNothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(_database!.WriteAsync<bool>(async (_, token) =>
        {
            await Audit.AppendAsync(Question("anna", "q"), token);
            throw new InvalidOperationException();
        }));
        await Audit.AppendAsync(Question("anna", "q"));
        var report = await Audit.VerifyAsync();
        report.IsWhole.ShouldBeTrue();
        report.Last.ShouldBe(1);
    }

    [Fact]
    public async Task Search_EachCondition_NarrowsWhatIsFound()
    {
        await Audit.AppendAsync(Question("anna", "100%_sure orders"));
        _time.Now = Start.AddDays(1);
        await Audit.AppendAsync(Question("bert", "orders by city") with { DatasourceId = 2, Outcome = AuditOutcome.Refused, Code = "unknown-function" });
        _time.Now = Start.AddDays(2);
        await Audit.AppendAsync(new NewAuditEntry { Kind = "create-key", Outcome = AuditOutcome.Ok, Actor = AuditActor.Loopback, UserId = "anna" });
        (await FoundAsync(new AuditQuery())).ShouldBe([3, 2, 1]);
        (await FoundAsync(new AuditQuery { UserId = "anna" })).ShouldBe([3, 1]);
        (await FoundAsync(new AuditQuery { Actor = "mk-abc" })).ShouldBe([2, 1]);
        (await FoundAsync(new AuditQuery { Kind = "create-key" })).ShouldBe([3]);
        (await FoundAsync(new AuditQuery { Outcome = AuditOutcome.Refused })).ShouldBe([2]);
        (await FoundAsync(new AuditQuery { DatasourceId = 2 })).ShouldBe([2]);
        (await FoundAsync(new AuditQuery { From = Start.AddDays(1), To = Start.AddDays(2) })).ShouldBe([2]);
        (await FoundAsync(new AuditQuery { Text = "ORDERS" })).ShouldBe([2, 1]);
        (await FoundAsync(new AuditQuery { Text = "0%_s" })).ShouldBe([1]);
        (await FoundAsync(new AuditQuery { Text = "0__s" })).ShouldBeEmpty();
        (await FoundAsync(new AuditQuery { Limit = 1 })).ShouldBe([3]);
        (await FoundAsync(new AuditQuery { Before = 3, Limit = 1 })).ShouldBe([2]);
    }

    [Fact]
    public async Task Append_TextsBeyondAnyBound_AreKeptShortened()
    {
        var long1 = new string('x', 200_000);
        await Audit.AppendAsync(Question("anna", long1 + "\0\uD800") with { Statements = [.. Enumerable.Range(0, 100).Select(number => $"SELECT {number} {long1}")] });
        var entry = (await Audit.SearchAsync(new AuditQuery())).Single();
        entry.Asked!.Length.ShouldBeLessThanOrEqualTo(AuditTrail.LongestText);
        entry.Asked.ShouldContain("sha256");
        entry.Statements.Sum(statement => statement.Length).ShouldBeLessThan(70_000);
        entry.Statements[^1].ShouldStartWith("SELECT 99 ");
        (await Audit.VerifyAsync()).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Forget_APerson_BlanksWhatIsAboutThemAndTheChainHolds()
    {
        await WriteFiveAsync();
        await Audit.AppendAsync(Question("bert", "not anna's") with { Actor = new AuditActor("svc", "service key") });
        await _database!.WriteAsync(async (_, token) =>
        {
            var (entries, actors) = await Audit.ForgetAsync("anna", token);
            entries.ShouldBe(5);
            actors.ShouldBe(5);
            return await Audit.AppendAsync(
                new NewAuditEntry { Kind = AuditTrail.ForgetKind, Outcome = AuditOutcome.Ok, Actor = AuditActor.Loopback, Facts = new JsonObject { ["entries"] = entries, ["actors"] = actors } }, token);
        });
        var all = await Audit.SearchAsync(new AuditQuery());
        all.Count(entry => entry.IsForgotten).ShouldBe(5);
        all.Where(entry => entry.IsForgotten).ShouldAllBe(entry => entry.Actor == null && entry.UserId == null && entry.Asked == null && entry.Kind == "generate-sql");
        all.Single(entry => entry.UserId == "bert").Asked.ShouldBe("not anna's");
        var report = await Audit.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.Forgotten.ShouldBe(5);
    }

    [Fact]
    public async Task Retention_WholeDays_LeavesAChainThatBeginsWhereItSays()
    {
        await WriteFiveAsync();
        _time.Now = Start.AddDays(3);
        await Audit.AppendAsync(Question("anna", "later"));
        (await Audit.RemoveBeforeAsync(DateOnly.FromDateTime(Start.UtcDateTime))).ShouldBe(0);
        (await Audit.RemoveBeforeAsync(DateOnly.FromDateTime(Start.AddDays(1).UtcDateTime))).ShouldBe(5);
        var report = await Audit.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.First.ShouldBe(6);
        report.Entries.ShouldBe(2);
        (await Audit.RemoveBeforeAsync(DateOnly.FromDateTime(Start.AddDays(1).UtcDateTime))).ShouldBe(0);
        Run("DROP TRIGGER audit_state_forward; UPDATE audit_state SET removed_sequence = 4");
        (await Audit.VerifyAsync()).Faults.ShouldContain(fault => fault.Code == "anchor" || fault.Code == "missing");
    }

    private static NewAuditEntry Question(string user, string question) => new()
    {
        Kind = "generate-sql",
        Outcome = AuditOutcome.Ok,
        Actor = new AuditActor("key-1", "mk-abc", user),
        UserId = user,
        SessionId = "s",
        Asked = question,
    };

    private async Task WriteFiveAsync()
    {
        for (var number = 1; number <= 5; number++)
        {
            await Audit.AppendAsync(Question("anna", $"question {number}") with { Outcome = AuditOutcome.Failed, Code = "x" });
        }
    }

    private async Task<IEnumerable<long>> FoundAsync(AuditQuery query) => (await Audit.SearchAsync(query)).Select(entry => entry.Sequence);

    private void Run(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private sealed class SettableTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
