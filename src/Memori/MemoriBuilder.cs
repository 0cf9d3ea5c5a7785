using Microsoft.Extensions.DependencyInjection;

namespace Memori;

/// <summary>Adds parts to the engine: stores, for example <c>AddSqliteStore</c>.</summary>
/// <param name="services">Where the parts are registered.</param>
public sealed class MemoriBuilder(IServiceCollection services)
{
    /// <summary>Where the parts are registered.</summary>
    public IServiceCollection Services { get; } = services;
}
