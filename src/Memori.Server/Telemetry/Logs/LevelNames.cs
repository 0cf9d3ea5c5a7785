using Memori.Server.Configuration;

namespace Memori.Server.Telemetry.Logs;

/// <summary>The levels of log lines, as <c>MEMORI_LOG_LEVEL</c> names them.</summary>
internal static class LevelNames
{
    /// <summary>The least level that is logged.</summary>
    public static LogLevel Least(MemoriSettings settings) => settings.EnableDebugLogging ? LogLevel.Debug : settings.LogLevel.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.Debug,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    /// <summary>The name of a level.</summary>
    public static string Of(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "CRITICAL",
        _ => "INFO",
    };
}
