using Memori.Server.Configuration;
using Memori.Server.Configuration.Sources;
using Memori.Text;

namespace Memori.Cli.Terminal;

/// <summary>The settings of a command: of the environment and the <c>.env</c> file.</summary>
internal static class CliSettings
{
    /// <summary>The settings; what is doubtful about them is said on stderr.</summary>
    /// <exception cref="MemoriException"><c>invalid-settings</c>, with every error.</exception>
    public static MemoriSettings Read()
    {
        var reading = SettingsReader.Read(SettingsSources.OfProcess());
        var settings = reading.Require();
        Warn(reading.Findings, CommonOptions.FromEnvironment());
        return settings;
    }

    /// <summary>Says on stderr what is doubtful.</summary>
    public static void Warn(IEnumerable<SettingsFinding> findings, Language language)
    {
        foreach (var finding in findings)
        {
            Console.Error.WriteLine($"memori: {TerminalText.Safe(finding.Text.In(language))} [{finding.Code}]");
        }
    }
}
