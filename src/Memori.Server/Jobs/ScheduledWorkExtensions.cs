using Memori.Server.Jobs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers work that the service does by itself.</summary>
internal static class ScheduledWorkExtensions
{
    /// <summary>Adds a piece of work to those that are run on schedule and can be run by hand.</summary>
    public static IServiceCollection AddScheduledWork<T>(this IServiceCollection services)
        where T : class, IScheduledWork => services.AddSingleton<IScheduledWork, T>();
}
