using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources;

public sealed class DataSourceTargetTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("postgres://ann:secret@db.example:6543/shop", "postgres://db.example:6543/shop", "postgres://ann@db.example:6543/shop")]
    [InlineData("postgresql://ann:p%40ss%2Fw@DB.example/shop?sslmode=require", "postgres://db.example:5432/shop", "postgres://ann@db.example:5432/shop?sslmode=require")]
    [InlineData("postgres://ann:p@s/s@[::1]:5433/shop", "postgres://[::1]:5433/shop", "postgres://ann@[::1]:5433/shop")]
    [InlineData("postgres://ann@localhost", "postgres://localhost:5432/ann", "postgres://ann@localhost:5432/ann")]
    public void Parse_PostgresUrl_KeepsNoPassword(string url, string key, string location)
    {
        var target = DataSourceTarget.Parse(url);

        (target.Kind, target.Key, target.Location).ShouldBe((DataSourceKind.Postgres, key, location));
        target.Url!.Password.ShouldBe(url.Contains("secret", StringComparison.Ordinal) ? "secret" : url.Contains("%40", StringComparison.Ordinal) ? "p@ss/w" : url.Contains("s/s", StringComparison.Ordinal) ? "p@s/s" : null);
    }

    [Fact]
    public void Parse_SameFileByTwoNames_HasOneKey()
    {
        var path = _directory.File("shop.db");
        SqliteFile.Create(path, "CREATE TABLE t (a)");
        File.CreateSymbolicLink(_directory.File("link.db"), path);

        DataSourceTarget.Parse(Path.GetRelativePath(Directory.GetCurrentDirectory(), path)).Key.ShouldBe(DataSourceTarget.Parse(path).Key);
        DataSourceTarget.Parse(_directory.File("link.db")).Key.ShouldBe(DataSourceTarget.Parse(path).Key);
        DataSourceTarget.Parse(path).Name.ShouldBe("shop");
    }

    [Theory]
    [InlineData("pipe.db", "datasource-not-a-database")]
    [InlineData("pipe.csv", "file-unreadable")]
    public async Task Parse_Pipe_DoesNotWaitForAWriter(string name, string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_directory.File(name)]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var parsed = Task.Run(() => Should.Throw<MemoriException>(() => DataSourceTarget.Parse(_directory.File(name))).Code, TestContext.Current.CancellationToken);
        (await parsed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBe(code);
    }

    [Theory]
    [InlineData("", "datasource-unknown-form", FaultKind.BadRequest)]
    [InlineData("mysql://u:secret@h/db", "datasource-unknown-form", FaultKind.BadRequest)]
    [InlineData("{dir}/missing.db", "datasource-not-found", FaultKind.NotFound)]
    [InlineData("{dir}", "datasource-is-directory", FaultKind.NotFound)]
    [InlineData("{dir}/noise.db", "datasource-not-a-database", FaultKind.Backend)]
    [InlineData("{dir}/empty.db", "datasource-not-a-database", FaultKind.Backend)]
    [InlineData("postgres://h:99999/db", "datasource-bad-url", FaultKind.BadRequest)]
    [InlineData("postgres://h:x/db", "datasource-bad-url", FaultKind.BadRequest)]
    [InlineData("postgres://h1,h2/db", "datasource-bad-url", FaultKind.BadRequest)]
    [InlineData("postgres://h/db?sslmode=off", "datasource-bad-url", FaultKind.BadRequest)]
    public void Parse_Unusable_SaysWhy(string target, string code, FaultKind kind)
    {
        File.WriteAllText(_directory.File("noise.db"), "some noise that is no database");
        File.WriteAllText(_directory.File("empty.db"), "");

        var failure = Should.Throw<MemoriException>(() => DataSourceTarget.Parse(target.Replace("{dir}", _directory.Path, StringComparison.Ordinal)));

        (failure.Code, failure.Kind).ShouldBe((code, kind));
        failure.Message.ShouldNotContain("secret");
        failure.Text.Chinese.ShouldNotBeNullOrWhiteSpace();
    }
}
