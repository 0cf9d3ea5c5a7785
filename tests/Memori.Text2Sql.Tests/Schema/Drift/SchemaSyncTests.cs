using Memori.Text2Sql.Schema.Drift;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Schema.Drift;

public sealed class SchemaSyncTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private SourceHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SourceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Sqlite_SaysWhatChanged_AlsoAfterARestart()
    {
        SqliteFile.Create(_host.File("a.db"), "CREATE TABLE gone (a); CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT NOT NULL)");
        var source = await _host.Catalog.RegisterAsync(_host.File("a.db"), Token);
        var first = await _host.Schemas.SyncAsync(source, Token);
        (first.IsFirst, first.Changes.Count).ShouldBe((true, 0));
        (await _host.Schemas.SyncAsync(source, Token)).IsFirst.ShouldBeFalse();

        SqliteFile.Create(_host.File("a.db"), "DROP TABLE gone; DROP TABLE t; CREATE TABLE t (id INTEGER, a INTEGER, c TEXT UNIQUE, d REAL, new_id INTEGER REFERENCES new (id), PRIMARY KEY (id, c)); CREATE TABLE new (id INTEGER PRIMARY KEY)");
        _host.Restart();
        var sync = await _host.Schemas.SyncAsync(source, Token);

        sync.Changes.ShouldBe(
            [
                new SchemaChange(SchemaChangeKind.TableRemoved, "gone"),
                new SchemaChange(SchemaChangeKind.TableAdded, "new"),
                new SchemaChange(SchemaChangeKind.ColumnRemoved, "t", "b", "TEXT"),
                new SchemaChange(SchemaChangeKind.TypeChanged, "t", "a", "TEXT", "INTEGER"),
                new SchemaChange(SchemaChangeKind.UniquenessChanged, "t", "c", "not unique", "unique"),
                new SchemaChange(SchemaChangeKind.ColumnAdded, "t", "d", null, "REAL"),
                new SchemaChange(SchemaChangeKind.ColumnAdded, "t", "new_id", null, "INTEGER"),
                new SchemaChange(SchemaChangeKind.PrimaryKeyChanged, "t", null, "id", "id, c"),
                new SchemaChange(SchemaChangeKind.ForeignKeyAdded, "t", null, null, "(new_id) -> new (id)"),
                new SchemaChange(SchemaChangeKind.UniquenessChanged, "t", "id", "unique", "not unique"),
            ],
            ignoreOrder: true);
        (await _host.Schemas.SyncAsync(source, Token)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Postgres_SaysWhatChanged()
    {
        await postgres.RunAsync("CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, a text)");
        var source = await _host.Catalog.RegisterAsync(postgres.Url, Token);
        await _host.Schemas.SyncAsync(source, Token);

        await postgres.RunAsync("ALTER TABLE s.t ALTER a SET NOT NULL, ADD b date; COMMENT ON COLUMN s.t.a IS 'said'; CREATE VIEW v AS SELECT 1 AS one");
        var sync = await _host.Schemas.SyncAsync(source, Token);

        sync.Changes.ShouldBe(
            [
                new SchemaChange(SchemaChangeKind.TableAdded, "v"),
                new SchemaChange(SchemaChangeKind.NullabilityChanged, "s.t", "a", "null", "not null"),
                new SchemaChange(SchemaChangeKind.CommentChanged, "s.t", "a", null, "said"),
                new SchemaChange(SchemaChangeKind.ColumnAdded, "s.t", "b", null, "date"),
            ],
            ignoreOrder: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
