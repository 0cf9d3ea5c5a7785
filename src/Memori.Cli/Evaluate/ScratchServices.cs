using Memori.Cli.Terminal;
using Memori.Server;
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

    /// <summary>Starts them.</summary>
    /// <param name="parts">What of the Claude generator is set for this run, see <see cref="ClaudePartsOption"/>.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="MemoriException"><c>unknown-part</c>: no such part.</exception>
    public static async Task<ScratchServices> StartAsync(IReadOnlyList<string> parts, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("memori-eval-");

        // An evaluation takes what it takes: a daily limit would fall back to other generators in the middle, and the figures would speak of both.
        var settings = CliSettings.Read() with { DataDirectory = directory.FullName, DatabaseUrl = null, DailyTokenLimit = 0 };
        var services = new ServiceCollection().AddMemoriService(settings);
        ClaudePartsOption.Apply(services, parts);
        var scratch = new ScratchServices(directory, services.BuildServiceProvider());
        await ServiceStartup.PrepareAsync(scratch.Services, cancellationToken);
        return scratch;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
