using System.Text.RegularExpressions;

namespace Memori.LoadTest;

/// <summary>A line of the service's log that is worse than INFO.</summary>
/// <param name="Level">WARNING, ERROR or CRITICAL.</param>
/// <param name="Category">Who says it.</param>
/// <param name="Message">What.</param>
internal sealed partial record LogEntry(string Level, string Category, string Message)
{
    /// <summary>Whether it is worse than a warning.</summary>
    public bool IsError => Level != "WARNING";

    /// <summary>Whether it tells that an answer went out and its exchange was not kept, because memory took too long.</summary>
    public bool IsUnobserved => Message.StartsWith("An exchange could not be observed in time", StringComparison.Ordinal);

    /// <summary>Reads a line; null when it is another one.</summary>
    public static LogEntry? Of(string line) => Line().Match(line) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value) : null;

    [GeneratedRegex(@"^\S+ (WARNING|ERROR|CRITICAL) +([^:]+): (.*?)( request_id=.*)?$")]
    private static partial Regex Line();
}
