using System.Runtime.InteropServices;
using Memori.Sqlite.Backup;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Admission;

public sealed class FileAdmissionTests : IAsyncLifetime
{
    private SourceHost _host = null!;

    private string Root => Path.Combine(_host.Data, "databases");

    public async ValueTask InitializeAsync()
    {
        _host = await SourceHost.StartAsync();
        Directory.CreateDirectory(Root);
        SqliteFile.Create(Path.Combine(Root, "shop.db"), "CREATE TABLE t (a)");
        SqliteFile.Create(_host.File("outside.db"), "CREATE TABLE t (a)");
        _host.Restart(options => options with { FileRoots = [Root] });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("{root}/shop.db")]
    [InlineData("shop.db")]
    [InlineData("{root}/../databases/./shop.db")]
    public async Task BelowARoot_IsAdmitted(string target) =>
        (await _host.Catalog.RegisterAsync(Expand(target), Token)).Key.ShouldBe(Path.Combine(Root, "shop.db"));

    [Theory]
    [InlineData("{outside}")]
    [InlineData("{root}/../../outside.db")]
    [InlineData("../../outside.db")]
    [InlineData("{root}-2/shop.db")]
    [InlineData("{root}/../databases2/shop.db")]
    [InlineData("/etc/passwd")]
    [InlineData("/etc/there-is-no-such-file")]
    [InlineData("/proc/self/environ")]
    [InlineData("/")]
    public async Task Outside_IsRefused_WhetherOrNotItExists(string target) =>
        (await CodeOf(Expand(target))).ShouldBe("datasource-outside-roots");

    [Fact]
    public async Task LinksOutOfARoot_AreFollowed_AndRefused()
    {
        File.CreateSymbolicLink(Path.Combine(Root, "link.db"), _host.File("outside.db"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "directory"), Path.GetDirectoryName(_host.File("outside.db"))!);
        File.CreateSymbolicLink(Path.Combine(Root, "chain.db"), Path.Combine(Root, "link.db"));
        File.CreateSymbolicLink(Path.Combine(Root, "circle.db"), Path.Combine(Root, "circle.db"));

        (await CodeOf(Path.Combine(Root, "link.db"))).ShouldBe("datasource-outside-roots");
        (await CodeOf(Path.Combine(Root, "directory", "outside.db"))).ShouldBe("datasource-outside-roots");
        (await CodeOf(Path.Combine(Root, "chain.db"))).ShouldBe("datasource-outside-roots");
        (await CodeOf(Path.Combine(Root, "circle.db"))).ShouldBe("datasource-unreadable");
    }

    [Fact]
    public async Task LinkThatLeadsElsewhereLater_IsRefusedThen()
    {
        var source = await _host.Catalog.RegisterAsync(Path.Combine(Root, "shop.db"), Token);
        File.Delete(Path.Combine(Root, "shop.db"));
        File.CreateSymbolicLink(Path.Combine(Root, "shop.db"), _host.File("outside.db"));

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-outside-roots");
    }

    [Fact]
    public async Task RegisteredByAPerson_IsOutOfReachForTheServer()
    {
        _host.Restart();
        var source = await _host.Catalog.RegisterAsync(_host.File("outside.db"), Token);
        _host.Restart(options => options with { FileRoots = [Root] });

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-outside-roots");
    }

    [Theory]
    [InlineData("{state}", true)]
    [InlineData("{state}", false)]
    [InlineData("{state}-wal", true)]
    [InlineData("{state}-shm", false)]
    [InlineData("{data}/backups/one.db", true)]
    [InlineData("{data}/backups/one.db", false)]
    [InlineData("{data}/secret.key", true)]
    [InlineData("{data}/databases/../memori.db", false)]
    [InlineData("{data}/MEMORI.DB", false)]
    public async Task OwnState_IsRefused_ForServerAndPerson(string target, bool isServer)
    {
        Directory.CreateDirectory(Path.Combine(_host.Data, "backups"));
        File.Copy(Path.Combine(Root, "shop.db"), Path.Combine(_host.Data, "backups", "one.db"));

        // Even where someone made the whole data directory a root.
        _host.Restart(options => isServer ? options with { FileRoots = [_host.Data] } : options);

        (await CodeOf(Expand(target))).ShouldBe("datasource-own-state");
    }

    [Fact]
    public async Task OwnState_ByAnotherName_IsRefused()
    {
        File.CreateSymbolicLink(Path.Combine(Root, "symbolic.db"), _host.StateFile);
        (await CodeOf(Path.Combine(Root, "symbolic.db"))).ShouldBe("datasource-outside-roots");
        _host.Restart(options => options with { FileRoots = [_host.Data] });
        (await CodeOf(Path.Combine(Root, "symbolic.db"))).ShouldBe("datasource-own-state");

        // A copy, wherever it is: known by what it holds.
        await SqliteBackup.WriteAsync(_host.StateFile, Path.Combine(Root, "copy.db"), overwrite: false, Token);
        (await CodeOf(Path.Combine(Root, "copy.db"))).ShouldBe("datasource-own-state");
        (await _host.Check.TryAsync(new NewDataSource(Path.Combine(Root, "copy.db")), Token)).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task OwnState_ByAHardLink_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "hard links are told apart on Linux");
        Link(_host.StateFile, Path.Combine(Root, "hard.db")).ShouldBe(0);
        await File.WriteAllTextAsync(Path.Combine(_host.Data, "secret.key"), "key", Token);
        Link(Path.Combine(_host.Data, "secret.key"), Path.Combine(Root, "key.csv")).ShouldBe(0);

        (await CodeOf(Path.Combine(Root, "hard.db"))).ShouldBe("datasource-own-state");
        (await CodeOf(Path.Combine(Root, "key.csv"))).ShouldBe("datasource-own-state");
    }

    private string Expand(string target) => target
        .Replace("{root}", Root, StringComparison.Ordinal)
        .Replace("{outside}", _host.File("outside.db"), StringComparison.Ordinal)
        .Replace("{state}", _host.StateFile, StringComparison.Ordinal)
        .Replace("{data}", _host.Data, StringComparison.Ordinal);

    private async Task<string> CodeOf(string target) => (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(target, Token))).Code;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [DllImport("libc", EntryPoint = "link", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(string from, string to);
}
