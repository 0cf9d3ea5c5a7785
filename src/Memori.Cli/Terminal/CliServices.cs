using Memori.Server;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Terminal;

/// <summary>The services of one command, on the store under <c>MEMORI_DATA_DIR</c>.</summary>
internal static class CliServices
{
    public static async Task<ServiceProvider> StartAsync(CancellationToken cancellationToken)
    {
        var settings = SettingsReader.Read(Environment.GetEnvironmentVariable);
        var provider = new ServiceCollection().AddMemoriService(settings).BuildServiceProvider();
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
