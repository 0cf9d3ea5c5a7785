using Memori.Server;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Evaluate;

/// <summary>The services on an empty store of their own, deleted afterwards: an evaluation neither uses nor leaves memories.</summary>
internal sealed class ScratchServices : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;

    private ScratchServices(DirectoryInfo directory, ServiceProvider services)
    {
        _directory = directory;
        Services = services;
    }

    public ServiceProvider Services { get; }

    public static async Task<ScratchServices> StartAsync(CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("memori-eval-");
        var settings = SettingsReader.Read(Environment.GetEnvironmentVariable) with { DataDirectory = directory.FullName };
        var scratch = new ScratchServices(directory, new ServiceCollection().AddMemoriService(settings).BuildServiceProvider());
        await ServiceStartup.PrepareAsync(scratch.Services, cancellationToken);
        return scratch;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
