using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.DataSources;

public sealed class DataSourceRemovalTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ServiceProvider _services = null!;

    private string Data => _directory.File("data");

    private DataSourceCatalog Catalog => _services.GetRequiredService<DataSourceCatalog>();

    private MemoryEngine Memory => _services.GetRequiredService<MemoryEngine>();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(new FixedTime());
        services.AddSingleton(new DataSourceOptions { DataDirectory = Data });
        services.AddMemori().AddSqliteStore(Path.Combine(Data, "memori.db"));
        services.AddText2Sql();
        _services = services.BuildServiceProvider();
        await _services.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Remove_LeavesNothingOfIt_AndItsIdIsNotGivenAgain()
    {
        SqliteFile.Create(_directory.File("a.db"), "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'Ann'), (2, 'Bo')");
        SqliteFile.Create(_directory.File("b.db"), "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'Cid')");
        var source = await Catalog.RegisterAsync(_directory.File("a.db"), Token);
        await _services.GetRequiredService<SchemaCatalog>().AnnotateAsync(source, new SchemaAnnotations { Values = ValueVisibility.Local }, Token);
        foreach (var user in new[] { "u", "v" })
        {
            var answer = await AskAsync(source, user);
            answer.LearnedMemoryId.ShouldNotBeNull();
        }

        await _services.GetRequiredService<DataSourceRemoval>().RemoveAsync(source.Id, Token);

        (await Should.ThrowAsync<MemoriException>(() => Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-not-found");
        foreach (var user in new[] { "u", "v" })
        {
            (await Memory.ListAsync(Scope.Create(user), cancellationToken: Token)).ShouldBeEmpty();
        }

        (await _services.GetRequiredService<IMemoryStore>().ListAsync(Owner.Datasource("2"), new MemoryQuery(), Token)).ShouldBeEmpty();
        File.Exists(_directory.File("a.db")).ShouldBeTrue();

        var next = await Catalog.RegisterAsync(_directory.File("b.db"), Token);
        next.Id.ShouldBe(source.Id + 1);
        var again = await Catalog.RegisterAsync(_directory.File("a.db"), Token);
        again.Id.ShouldBe(source.Id + 2);
        (await _services.GetRequiredService<SchemaCatalog>().AnnotationsAsync(again.Id, Token)).ShouldBe(SchemaAnnotations.Empty);
        (await AskAsync(again, "u")).Generator.ShouldBe("embedded");
    }

    [Fact]
    public async Task Remove_OfAnUpload_DeletesItAndItsImport()
    {
        var upload = Path.Combine(Data, "uploads", "one", "sales.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(upload)!);
        await File.WriteAllTextAsync(upload, "city,amount\nParis,3\n", Token);
        var source = await Catalog.RegisterAsync(upload, Token);
        Directory.EnumerateFiles(Path.Combine(Data, "imports"), "*.db").Count().ShouldBe(1);

        await _services.GetRequiredService<DataSourceRemoval>().RemoveAsync(source.Id, Token);

        File.Exists(upload).ShouldBeFalse();
        Directory.Exists(Path.GetDirectoryName(upload)).ShouldBeFalse();
        Directory.Exists(Path.Combine(Data, "uploads")).ShouldBeTrue();
        Directory.EnumerateFiles(Path.Combine(Data, "imports")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_OfAPersonsCsv_DeletesOnlyTheImport()
    {
        var own = _directory.File("sales.csv");
        await File.WriteAllTextAsync(own, "city,amount\nParis,3\n", Token);
        var source = await Catalog.RegisterAsync(own, Token);

        await _services.GetRequiredService<DataSourceRemoval>().RemoveAsync(source.Id, Token);

        File.Exists(own).ShouldBeTrue();
        Directory.EnumerateFiles(Path.Combine(Data, "imports")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("no-such-file.db")]
    [InlineData("99")]
    [InlineData("postgres://u@127.0.0.1/nothing")]
    public async Task Find_OfWhatWasNotAdded_IsNamedSo(string target) =>
        (await Should.ThrowAsync<MemoriException>(() => Catalog.FindAsync(target, Token))).Code.ShouldBeOneOf("datasource-not-found", "datasource-unknown-form");

    [Fact]
    public async Task Sample_Stays() =>
        (await Should.ThrowAsync<MemoriException>(() => _services.GetRequiredService<DataSourceRemoval>().RemoveAsync(1, Token))).Code.ShouldBe("datasource-sample");

    [Fact]
    public async Task Change_RenamesAndDescribes_WithinLimits()
    {
        await Catalog.ChangeAsync(1, new DataSourceChange { Name = "商店", Description = "The sample" }, Token);

        var changed = await Catalog.DescribeAsync(1, Token);
        (changed.Name, changed.Description, changed.Key).ShouldBe(("商店", "The sample", "sample"));
        (await Catalog.GetAsync(1, Token)).Name.ShouldBe("商店");
        (await Should.ThrowAsync<MemoriException>(() => Catalog.ChangeAsync(1, new DataSourceChange { Name = " " }, Token))).Code.ShouldBe("invalid-datasource");
        (await Should.ThrowAsync<MemoriException>(() => Catalog.ChangeAsync(1, new DataSourceChange { Name = "a\u001bb" }, Token))).Code.ShouldBe("invalid-datasource");
        (await Should.ThrowAsync<MemoriException>(() => Catalog.ChangeAsync(1, new DataSourceChange { Password = "p" }, Token))).Code.ShouldBe("datasource-no-password");
        (await Should.ThrowAsync<MemoriException>(() => Catalog.ChangeAsync(9, new DataSourceChange { Name = "n" }, Token))).Code.ShouldBe("datasource-not-found");
    }

    private Task<Memori.Text2Sql.Answering.Answer> AskAsync(DataSource source, string user) => _services.GetRequiredService<AskPipeline>().AskAsync(
        new AskRequest { Scope = Scope.Create(user, "s"), Caller = new Caller(user), DataSource = source, Text = "How many customers are there?" }, Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
