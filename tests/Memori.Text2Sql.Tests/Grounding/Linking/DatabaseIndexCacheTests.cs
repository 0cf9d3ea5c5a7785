using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Grounding.Linking;

public sealed class DatabaseIndexCacheTests
{
    [Fact]
    public void Get_TheSameSchema_IsTheSameIndex()
    {
        var cache = new DatabaseIndexCache();
        var schema = Schema(1);

        cache.Get(schema).ShouldBeSameAs(cache.Get(schema));
        cache.Get(schema with { }).ShouldNotBeSameAs(cache.Get(schema));
    }

    [Fact]
    public void Get_MoreThanIsKept_LetsTheOldestGo()
    {
        var cache = new DatabaseIndexCache(mostWeight: 500);
        var schemas = Enumerable.Range(0, 10).Select(_ => Schema(100)).ToList();
        foreach (var schema in schemas)
        {
            cache.Get(schema);
        }

        cache.Count.ShouldBe(4);
        var last = cache.Get(schemas[^1]);
        cache.Get(schemas[0]).Values.Exact("v0").ShouldHaveSingleItem();
        cache.Get(schemas[^1]).ShouldBeSameAs(last);
    }

    [Fact]
    public void Get_FromManyThreads_BuildsOnce()
    {
        var cache = new DatabaseIndexCache();
        var schema = Schema(1000);
        var indexes = new DatabaseIndex[16];
        Parallel.For(0, indexes.Length, i => indexes[i] = cache.Get(schema));

        indexes.Distinct().ShouldHaveSingleItem();
        cache.Count.ShouldBe(1);
    }

    private static DatabaseSchema Schema(int values) => new()
    {
        Dialect = SqlDialect.Sqlite,
        Hash = "h",
        Tables =
        [
            new TableSchema
            {
                Name = "t",
                Columns = [new ColumnSchema { Name = "c", DeclaredType = "TEXT", Type = ColumnType.Text, Profile = new ColumnProfile { Values = [.. Enumerable.Range(0, values).Select(v => $"v{v}")] } }],
            },
        ],
    };
}
