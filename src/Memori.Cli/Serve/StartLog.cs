using Memori.Cli.Terminal;
using Memori.Server.Configuration;
using Memori.Server.Telemetry.Logs;
using Memori.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Cli.Serve;

/// <summary>What is said at the start and the end of a service, on stderr: to people in their language, and where logs are JSON as entries of the log, in English.</summary>
internal sealed partial class StartLog
{
    private readonly ILogger? _log;
    private readonly Language _language;

    public StartLog(IServiceProvider services, MemoriSettings settings, Language language)
    {
        _language = language;
        _log = settings.LogFormat == "json" ? services.GetRequiredService<ILoggerFactory>().CreateLogger(MemoriLogs.Start) : null;
    }

    /// <summary>Says a sentence.</summary>
    public async Task SayAsync(LocalizedText text)
    {
        if (_log is null)
        {
            await Console.Error.WriteLineAsync(TerminalText.Safe(text.In(_language)));
        }
        else
        {
            // Without the spaces that make columns.
            var words = string.Join(' ', text.English.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Said(_log, words);
        }
    }

    /// <summary>Says what is doubtful about the settings.</summary>
    public void Warn(IReadOnlyList<SettingsFinding> findings)
    {
        if (_log is null)
        {
            CliSettings.Warn(findings, _language);
            return;
        }

        foreach (var finding in findings)
        {
            Doubtful(_log, finding.Code, finding.Text.English);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Text}")]
    private static partial void Said(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Text} [{Code}]")]
    private static partial void Doubtful(ILogger logger, string code, string text);
}
