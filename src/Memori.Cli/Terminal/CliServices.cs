using Memori.Server;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Terminal;

/// <summary>The services of one command, on the store under <c>MEMORI_DATA_DIR</c>.</summary>
internal static class CliServices
{
    /// <summary>Starts them.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="configure">Changes what is registered; null for nothing.</param>
    public static async Task<ServiceProvider> StartAsync(CancellationToken cancellationToken, Action<IServiceCollection>? configure = null)
    {
        var settings = SettingsReader.Read(Environment.GetEnvironmentVariable);
        var services = new ServiceCollection().AddMemoriService(settings);
        configure?.Invoke(services);
        var provider = services.BuildServiceProvider();
        try
        {
            await ServiceStartup.PrepareAsync(provider, cancellationToken);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }
}
