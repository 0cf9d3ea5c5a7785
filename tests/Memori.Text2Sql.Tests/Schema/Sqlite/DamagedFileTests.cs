using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Schema.Sqlite;

public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void AnyDamage_IsExplainedOrSurvived()
    {
        var path = _directory.File("damaged.db");
        SqliteFile.Create(
            path,
            """
            CREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT UNIQUE, day DATE); -- first
            CREATE TABLE b (a INT REFERENCES a, x REAL, PRIMARY KEY (a, x)) WITHOUT ROWID;
            CREATE VIEW v AS SELECT name FROM a;
            WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 300) INSERT INTO a SELECT n, 'name ' || n, date('2024-01-01', n || ' days') FROM c;
            INSERT INTO b SELECT id, id * 1.5 FROM a;
            """);
        var whole = File.ReadAllBytes(path);

        // The header and the schema's page are hit as often as all the rest.
        var place = Gen.OneOf(Gen.Choose(0, 4095), Gen.Choose(0, whole.Length - 1));
        var damage = Gen.Zip(Gen.Zip(place, Gen.Choose(0, 255)).ListOf(), Gen.OneOf(Gen.Constant(whole.Length), Gen.Choose(1, whole.Length)));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(damage.ToArbitrary(), mutation =>
            {
                var bytes = whole[..mutation.Item2];
                foreach (var (index, value) in mutation.Item1.Where(change => change.Item1 < bytes.Length))
                {
                    bytes[index] = (byte)value;
                }

                File.WriteAllBytes(path, bytes);
                Attempt(() => new SchemaReader().ReadAsync(SqliteFile.Source(path), cancellationToken: Token));
                Attempt(() => new SchemaReader().FingerprintAsync(SqliteFile.Source(path), Token));
                Attempt(() => new QueryExecutor().ExecuteAsync(
                    SqliteFile.Source(path), Admitted.Sqlite("SELECT a.name, b.x FROM a JOIN b ON a.id = b.a ORDER BY 2"), cancellationToken: Token));
            }));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Attempt(Func<Task> action)
    {
        try
        {
            action().GetAwaiter().GetResult();
        }
        catch (MemoriException failure)
        {
            failure.Message.ShouldNotBeNullOrWhiteSpace();
        }
    }
}
