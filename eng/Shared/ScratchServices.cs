using Memori.Storage;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Fitting;

/// <summary>The services of Text2SQL with nothing remembered, in a directory that goes with them.</summary>
internal sealed class ScratchServices : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-fit-");

    private ScratchServices()
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new DataSourceOptions { DataDirectory = _directory.FullName });
        services.AddMemori().AddSqliteStore(Path.Combine(_directory.FullName, "memori.db"));
        services.AddText2Sql();
        Provider = services.BuildServiceProvider();
    }

    /// <summary>The services.</summary>
    public ServiceProvider Provider { get; }

    /// <summary>Makes them.</summary>
    public static async Task<ScratchServices> StartAsync()
    {
        var scratch = new ScratchServices();
        await scratch.Provider.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly);
        return scratch;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
