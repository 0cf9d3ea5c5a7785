using Microsoft.Extensions.Options;

namespace Memori.Server.Configuration.Reload;

/// <summary>The least level that is logged, as the settings have it at the moment. Rules for a category go before it.</summary>
internal sealed class LiveLogLevel(LiveSettings live) : IConfigureOptions<LoggerFilterOptions>
{
    public void Configure(LoggerFilterOptions options) => options.Rules.Add(new LoggerFilterRule(null, null, null, (_, _, level) => level >= Least(live.Current)));

    private static LogLevel Least(MemoriSettings settings) => settings.EnableDebugLogging ? LogLevel.Debug : settings.LogLevel switch
    {
        "DEBUG" => LogLevel.Debug,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
