using System.Globalization;
using Memori.Claude.Resilience;
using Memori.Ledger;

namespace Memori.Server.Errors;

/// <summary>When it makes sense to ask again.</summary>
internal static class RetryAfter
{
    /// <summary>In whole seconds, as the header has it; null when waiting would not help or nobody knows.</summary>
    public static string? Of(Exception failure, DateTimeOffset now)
    {
        TimeSpan? wait = failure switch
        {
            BudgetExceededException { Budget: { Reason: not BudgetReason.RequestLimit } budget } => budget.ResetsAt - now,
            ClaudeException { RetryAfter: { } asked } => asked,
            MemoriException { Kind: FaultKind.Unavailable } => TimeSpan.FromSeconds(1),
            _ => null,
        };
        return wait is { } time ? Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;
    }
}
