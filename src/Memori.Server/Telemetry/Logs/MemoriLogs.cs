namespace Memori.Server.Telemetry.Logs;

/// <summary>Categories of log entries that have a level of their own.</summary>
public static class MemoriLogs
{
    /// <summary>What is said at the start and the end of the service: on the log at every level that settings may ask for.</summary>
    public const string Start = "Memori.Start";
}
