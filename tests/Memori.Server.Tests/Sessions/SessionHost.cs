using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Server.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Sessions;

/// <summary>The services over a store of their own, without HTTP; several may share a store.</summary>
internal sealed class SessionHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SessionHost(ServiceProvider services) => _services = services;

    public UserSessions Sessions => _services.GetRequiredService<UserSessions>();

    public MemoryEngine Memory => _services.GetRequiredService<MemoryEngine>();

    public IScheduledWork Cleanup => _services.GetServices<IScheduledWork>().Single(work => work.Name == "session-cleanup");

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<SessionHost> OpenAsync(string folder, TimeProvider time, Func<MemoriSettings, MemoriSettings>? change = null)
    {
        var settings = new MemoriSettings { DataDirectory = folder };
        var services = new ServiceCollection().AddSingleton(time).AddMemoriService((change?.Invoke(settings) ?? settings).OnTestStore()).BuildServiceProvider();
        await ServiceStartup.PrepareAsync(services);
        return new SessionHost(services);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
