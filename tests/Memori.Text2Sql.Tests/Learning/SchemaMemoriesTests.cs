using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Learning;

public sealed class SchemaMemoriesTests : IDisposable
{
    private static readonly DataSource Source = new() { Id = 7, Name = "shop", Key = "shop", Dialect = SqlDialect.Sqlite, ConnectionString = "" };
    private readonly MemoryEngine _memory = new(new InMemoryStore(), TimeProvider.System);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task Keep_DriftedSchema_FollowsTables()
    {
        await new SchemaMemories(_memory).KeepAsync(Source, Schema("1", Table("a", "x"), Table("b", "y")), default);
        (await ContentsAsync()).ShouldBe(["a(x INT /* note */)", "b(y INT /* note */)"]);
        await new SchemaMemories(_memory).KeepAsync(Source, Schema("2", Table("a", "x", "z"), Table("c", "y")), default);
        (await ContentsAsync()).ShouldBe(["a(x INT /* note */, z INT /* note */)", "c(y INT /* note */)"]);
    }

    [Fact]
    public async Task Keep_WithoutTheGrant_IsSeenByNobody()
    {
        await new SchemaMemories(_memory).KeepAsync(Source, Schema("1", Table("a", "x")), default);
        (await _memory.ListAsync(Scope.Create("someone"))).ShouldBeEmpty();
    }

    private async Task<string[]> ContentsAsync() =>
        [.. (await _memory.ListAsync(Scope.Create("anyone") with { Granted = [Owner.Datasource("7")] })).Select(m => m.Content).Order(StringComparer.Ordinal)];

    private static DatabaseSchema Schema(string hash, params TableSchema[] tables) => new() { Dialect = SqlDialect.Sqlite, Hash = hash, Tables = tables };

    private static TableSchema Table(string name, params string[] columns) =>
        new() { Name = name, Columns = [.. columns.Select(c => new ColumnSchema { Name = c, DeclaredType = "INT", Type = ColumnType.Integer, Comment = "note" })] };
}
