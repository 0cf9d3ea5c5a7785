using Memori.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Terminal;

/// <summary>The services of one command, on the store under <c>MEMORI_DATA_DIR</c>.</summary>
internal static class CliServices
{
    public static Task<ServiceProvider> StartAsync(CancellationToken cancellationToken) => StartAsync(static _ => { }, cancellationToken);

    /// <summary>Starts them with what <paramref name="change"/> makes different.</summary>
    public static async Task<ServiceProvider> StartAsync(Action<IServiceCollection> change, CancellationToken cancellationToken)
    {
        var settings = CliSettings.Read();
        var services = new ServiceCollection().AddMemoriService(settings);
        change(services);
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
