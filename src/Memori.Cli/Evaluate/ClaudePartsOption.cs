using System.CommandLine;
using Memori.Text2Sql.Generation.Claude;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Evaluate;

/// <summary><c>--set part=off</c>: what of the Claude generator is different in this run.</summary>
internal static class ClaudePartsOption
{
    public static Option<string[]> Create() => new("--set")
    {
        Description = $"Set a part of the Claude generator, part=off: {string.Join(", ", ClaudeParts.Names)} · 设置 Claude 生成器的某个部分",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Changes the options of the Claude generator among <paramref name="services"/>, when there is one.</summary>
    /// <exception cref="MemoriException"><c>unknown-part</c>: no such part.</exception>
    public static void Apply(IServiceCollection services, IReadOnlyList<string> parts)
    {
        ClaudeGenerationOptions Set(ClaudeGenerationOptions options) => parts.Aggregate(options, static (now, part) => now.With(part));
        _ = Set(new ClaudeGenerationOptions());
        if (services.FirstOrDefault(static service => service.ServiceType == typeof(ClaudeGenerationOptions))?.ImplementationInstance is ClaudeGenerationOptions options)
        {
            services.AddSingleton(Set(options));
        }
    }
}
