using Memori.Ledger;
using Memori.Text;

namespace Memori.Server.Usage;

/// <summary>What can be wrong with a question about usage, in words for people.</summary>
public static class UsageFaults
{
    /// <summary>More than anybody uses in a day: sums of it stay far from where numbers end.</summary>
    public const long MostTokens = 1_000_000_000_000;

    /// <summary>The most that is recorded at once, by bucket: its cost stays far from where numbers end too.</summary>
    public const long MostRecorded = 10_000_000;

    /// <summary>A number of days that can be reported.</summary>
    /// <exception cref="MemoriException"><c>invalid-days</c>.</exception>
    public static int RequireDays(int days) => days is >= 1 and <= UsageQuery.MostDays ? days : throw new MemoriException(
        FaultKind.BadRequest, "invalid-days", new LocalizedText($"days must be 1 to {UsageQuery.MostDays}.", $"days 必须是 1 到 {UsageQuery.MostDays}。"));

    /// <summary>A number of tokens.</summary>
    /// <exception cref="MemoriException"><c>invalid-tokens</c>.</exception>
    public static long RequireTokens(long tokens, string field, long most = MostTokens) => tokens >= 0 && tokens <= most ? tokens : throw new MemoriException(
        FaultKind.BadRequest, "invalid-tokens", new LocalizedText($"{field} must be a whole number from 0 to {most}.", $"{field} 必须是 0 到 {most} 之间的整数。"));
}
