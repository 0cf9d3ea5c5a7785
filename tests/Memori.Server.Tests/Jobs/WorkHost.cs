using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Jobs;

/// <summary>What one process of a service has to run work with, on a state file that several may share.</summary>
internal sealed class WorkHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private WorkHost(ServiceProvider services) => _services = services;

    public WorkRunner Runner => _services.GetRequiredService<WorkRunner>();

    public IJobStore Jobs => _services.GetRequiredService<IJobStore>();

    public IServiceProvider Services => _services;

    public static Task<WorkHost> StartAsync(DirectoryInfo data, TimeProvider time, params IScheduledWork[] works) =>
        StartAsync(new MemoriSettings { DataDirectory = data.FullName }, time, works);

    public static async Task<WorkHost> StartAsync(MemoriSettings settings, TimeProvider time, params IScheduledWork[] works)
    {
        var services = new ServiceCollection().AddSingleton(time).AddMemoriService(settings.OnTestStore());
        foreach (var work in works)
        {
            services.AddSingleton(work);
        }

        var provider = services.BuildServiceProvider();
        await ServiceStartup.PrepareAsync(provider);
        return new WorkHost(provider);
    }

    public async Task<WorkState> StateAsync(string name = "counted") => (await Runner.StatesAsync()).Single(state => state.Work.Name == name);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
