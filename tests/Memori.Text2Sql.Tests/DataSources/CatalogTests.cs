using Memori.Sqlite;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources;

public sealed class CatalogTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FixedTime _time = new();
    private SqliteDatabase _state = null!;
    private DataSourceCatalog _sources = null!;
    private SchemaCatalog _schemas = null!;

    public async ValueTask InitializeAsync()
    {
        _state = await SqliteDatabase.OpenAsync(_directory.File("state.db"), _time, Token);
        await _state.MigrateAsync(typeof(DataSourceCatalog).Assembly, Token);
        Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _state.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Register_KnowsATargetAgain()
    {
        SqliteFile.Create(_directory.File("a.db"), "CREATE TABLE t (a)");
        SqliteFile.Create(_directory.File("b.db"), "CREATE TABLE t (a)");

        var first = await _sources.RegisterAsync(_directory.File("a.db"), Token);
        var second = await _sources.RegisterAsync(_directory.File("b.db"), Token);
        Restart();
        var again = await _sources.RegisterAsync(_directory.File("a.db"), Token);

        (first.Id, second.Id, again.Id).ShouldBe((2, 3, 2));
        (await _sources.GetAsync(3, Token)).ShouldBe(second);
        (await _sources.ListAsync(Token)).Select(source => (source.Id, source.Name, source.Kind))
            .ShouldBe([(1, "sample", DataSourceKind.Sample), (2, "a", DataSourceKind.Sqlite), (3, "b", DataSourceKind.Sqlite)]);
    }

    [Fact]
    public async Task Register_AtOnce_MakesOneDatasource()
    {
        SqliteFile.Create(_directory.File("a.db"), "CREATE TABLE t (a)");

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _sources.RegisterAsync(_directory.File("a.db"), Token)));

        all.Select(source => source.Id).Distinct().ShouldBe([2]);
    }

    [Fact]
    public async Task Sample_IsDatasourceOne_AndEndsToday()
    {
        var sample = await _sources.RegisterAsync("sample", Token);

        sample.Id.ShouldBe(1);
        var (schema, _) = await _schemas.GetAsync(await _sources.GetAsync(1, Token), Token);
        schema.Tables.Single(table => table.Name == "orders").Columns.Single(column => column.Name == "order_date").Profile.Max.ShouldBe("2025-06-15");
        schema.Tables.ShouldAllBe(table => table.Comment != null);
    }

    [Fact]
    public async Task Csv_IsAskedThroughItsImport_AndFollowsTheFile()
    {
        var path = _directory.File("sales.csv");
        await File.WriteAllTextAsync(path, "city,amount\nParis,3\n", Token);
        var source = await _sources.RegisterAsync(path, Token);
        (await _schemas.GetAsync(source, Token)).Schema.Tables.Single().RowCount.ShouldBe(1);

        await File.AppendAllTextAsync(path, "Rome,4\n", Token);
        var later = await _sources.GetAsync(source.Id, Token);

        (later.Key, later.Id).ShouldBe((path, source.Id));
        (await _schemas.GetAsync(later, Token)).Schema.Tables.Single().RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task Get_UnknownId_IsNotFound() =>
        (await Should.ThrowAsync<MemoriException>(() => _sources.GetAsync(99, Token))).Kind.ShouldBe(FaultKind.NotFound);

    [Fact]
    public async Task Register_DamagedFile_SaysSoAndStoresNothing()
    {
        var path = _directory.File("bad.db");
        await File.WriteAllBytesAsync(path, [.. "SQLite format 3\0"u8, .. new byte[5000]], Token);

        (await Should.ThrowAsync<MemoriException>(() => _sources.RegisterAsync(path, Token))).Code.ShouldBe("datasource-not-a-database");
        (await _sources.ListAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Schema_IsReadOnce_AndAgainWhenItDrifted()
    {
        SqliteFile.Create(_directory.File("a.db"), "CREATE TABLE t (a)");
        var source = await _sources.RegisterAsync(_directory.File("a.db"), Token);

        var (first, drifted) = await _schemas.GetAsync(source, Token);
        drifted.ShouldBeFalse();
        (await _schemas.GetAsync(source, Token)).Schema.ShouldBeSameAs(first);

        Restart();
        var (stored, _) = await _schemas.GetAsync(source, Token);
        stored.ShouldNotBeSameAs(first);
        stored.Hash.ShouldBe(first.Hash);

        SqliteFile.Create(_directory.File("a.db"), "INSERT INTO t VALUES (1)");
        var (filled, dataDrifted) = await _schemas.GetAsync(source, Token);
        (filled.Tables[0].RowCount, dataDrifted).ShouldBe((1, false));

        SqliteFile.Create(_directory.File("a.db"), "ALTER TABLE t ADD COLUMN b TEXT");
        Restart();
        var (changed, structureDrifted) = await _schemas.GetAsync(source, Token);
        (changed.Tables[0].Columns.Count, structureDrifted).ShouldBe((2, true));
        (await _schemas.GetAsync(source, Token)).Drifted.ShouldBeFalse();
    }

    [Fact]
    public async Task Schema_Stored_IsTheSameAsRead()
    {
        var source = await _sources.RegisterAsync("sample", Token);
        var (read, _) = await _schemas.GetAsync(source, Token);
        Restart();
        var (stored, _) = await _schemas.GetAsync(source, Token);

        stored.ShouldNotBeSameAs(read);
        SchemaJson.Write(stored).ShouldBe(SchemaJson.Write(read));
        stored.Tables[0].Columns[1].Profile.Values.ShouldBe(read.Tables[0].Columns[1].Profile.Values);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void Restart()
    {
        _sources = new DataSourceCatalog(_state, new DataSourceOptions { DataDirectory = _directory.Path }, _time);
        _schemas = new SchemaCatalog(_state, new SchemaReader(), _time);
    }
}
