using Memori.Storage;
using Npgsql;

namespace Memori.Postgres.Tests;

/// <summary>What was deleted leaves the files; what had nothing deleted from it is left alone, and nobody is held up for long.</summary>
public sealed class ScrubTests(PostgresFixture server) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly Owner Ann = Owner.User("ann");

    private PostgresDatabase _database = null!;
    private PostgresMemoryStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.OpenAsync();
        _store = new PostgresMemoryStore(_database);
        await _store.AppendAsync(Some("m1"), "m1", Cancellation);
        await _store.AppendAsync(Some("m2"), "m2", Cancellation);
        (await _store.ScrubAsync(Cancellation)).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.EraseAsync(Ann, Cancellation);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task OnlyTablesFromWhichSomethingWasDeleted_AreRewritten()
    {
        var before = await FilesAsync();
        await _store.AppendAsync(Some("m3"), "m3", Cancellation);
        await _store.TouchAsync(Ann, new Dictionary<string, int> { ["m1"] = 1 }, DateTimeOffset.UnixEpoch, Cancellation);
        await _store.DeleteAsync(Ann, "nothing", _ => true, Cancellation);
        (await _store.ScrubAsync(Cancellation)).ShouldBeTrue();
        (await FilesAsync()).ShouldBe(before);

        await _store.DeleteAsync(Ann, "m3", _ => true, Cancellation);
        (await RewrittenAsync()).ShouldBe(["memory"]);
        await _store.UpdateAsync(Ann, "m1", memory => (memory with { Content = "Another" }, "another"), Cancellation);
        (await RewrittenAsync()).ShouldBe(["memory"]);
        (await RewrittenAsync()).ShouldBeEmpty();
        await _store.EraseAsync(Ann, Cancellation);
        (await RewrittenAsync()).ShouldContain("memory_deletion");
    }

    [Fact]
    public async Task WhatWasNotKept_IsNotNoted()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => _store.TransactAsync<bool>(
            async token =>
            {
                await _store.DeleteAsync(Ann, "m1", _ => true, token);
                throw new InvalidOperationException("Not kept.");
            },
            Cancellation));
        (await RewrittenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ALongReader_IsNotWaitedFor_AndItIsDueStill()
    {
        await _store.DeleteAsync(Ann, "m2", _ => true, Cancellation);
        await using (var reader = new NpgsqlConnection(PostgresUrl.Parse(server.Url).ConnectionString + ";Pooling=false"))
        {
            await reader.OpenAsync(Cancellation);
            await reader.ExecuteAsync("BEGIN", Cancellation);
            await reader.ExecuteAsync("LOCK TABLE memory IN ACCESS SHARE MODE", Cancellation);
            var scrubbing = _store.ScrubAsync(Cancellation);
            for (var number = 0; !scrubbing.IsCompleted; number++)
            {
                // Who asks meanwhile waits no longer than the scrub does.
                await _store.FindAsync(Ann, "m1", Cancellation).WaitAsync(TimeSpan.FromSeconds(5), Cancellation);
            }

            (await scrubbing).ShouldBeFalse();
        }

        (await RewrittenAsync()).ShouldBe(["memory"]);
    }

    [Fact]
    public async Task WhatASnapshotStillSees_IsDueStill()
    {
        await using (var reader = new NpgsqlConnection(PostgresUrl.Parse(server.Url).ConnectionString + ";Pooling=false"))
        {
            await reader.OpenAsync(Cancellation);
            await reader.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ", Cancellation);
            await reader.ExecuteAsync("SELECT 1", Cancellation);
            await _store.DeleteAsync(Ann, "m2", _ => true, Cancellation);
            (await _store.ScrubAsync(Cancellation)).ShouldBeFalse("its bytes were written anew, for the one who may still look");
        }

        (await RewrittenAsync()).ShouldBe(["memory"]);
    }

    private static Memory Some(string id) => new() { Id = id, Owner = Ann, Content = id, Kind = MemoryKind.Fact };

    private async Task<IEnumerable<string>> RewrittenAsync()
    {
        var before = await FilesAsync();
        (await _store.ScrubAsync(Cancellation)).ShouldBeTrue();
        return (await FilesAsync()).Except(before).Select(file => file.Table);
    }

    private Task<IReadOnlyList<(string Table, uint File)>> FilesAsync() => _database.ReadAsync(
        (connection, token) => connection.QueryAsync(
            "SELECT relname::text, relfilenode FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY 1",
            row => (row.GetString(0), row.GetFieldValue<uint>(1)),
            token),
        Cancellation);
}
