using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Terminal;

/// <summary>What a person should know of the file that they ask, on stderr.</summary>
internal static class ImportView
{
    private const int MostWarnings = 20;

    public static async Task ShowAsync(IServiceProvider services, DataSource source, Language language)
    {
        foreach (var warning in services.GetRequiredService<FileImports>().ReportOf(source)?.Warnings.Take(MostWarnings) ?? [])
        {
            await Console.Error.WriteLineAsync($"memori: {TerminalText.Safe(warning.In(language))}");
        }
    }
}
