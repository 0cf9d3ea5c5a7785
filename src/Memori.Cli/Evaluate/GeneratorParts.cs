using Memori.Text2Sql.Generation.Claude;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Evaluate;

/// <summary>Parts of the Claude generator as they are set for one evaluation, see <see cref="ClaudeParts"/>.</summary>
internal static class GeneratorParts
{
    /// <summary>Checks the names and values before anything is made.</summary>
    /// <exception cref="MemoriException"><c>unknown-part</c>: no such part.</exception>
    public static void Require(IReadOnlyList<string> parts) => _ = Set(new ClaudeGenerationOptions(), parts);

    /// <summary>Sets the parts on services that are not built yet.</summary>
    public static void Apply(IServiceCollection services, IReadOnlyList<string> parts)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(ClaudeGenerationOptions))?.ImplementationInstance is ClaudeGenerationOptions options)
        {
            services.AddSingleton(Set(options, parts));
        }
    }

    private static ClaudeGenerationOptions Set(ClaudeGenerationOptions options, IReadOnlyList<string> parts) => parts.Aggregate(options, (now, part) => now.With(part));
}
