using Memori.Text;

namespace Memori.Server.Audit;

/// <summary>What a failure means to the audit, and what it says when it fails itself.</summary>
public static class AuditFaults
{
    /// <summary>How something ended that failed with <paramref name="failure"/>.</summary>
    public static (AuditOutcome Outcome, string Code) OutcomeOf(Exception failure) => failure switch
    {
        MemoriException { Kind: FaultKind.Backend or FaultKind.Unavailable or FaultKind.Timeout or FaultKind.Full } ours => (AuditOutcome.Failed, ours.Code),
        MemoriException refused => (AuditOutcome.Refused, refused.Code),
        BadHttpRequestException => (AuditOutcome.Refused, "bad-request"),
        OperationCanceledException => (AuditOutcome.Failed, "cancelled"),
        _ => (AuditOutcome.Failed, "internal"),
    };

    /// <summary>Keeps an entry; that it can't be kept has one code, whatever the reason, unless the reason is one that people know.</summary>
    /// <exception cref="MemoriException"><c>audit-unavailable</c> (503), or what the store says of itself (<c>state-disk-full</c>, <c>state-database-busy</c>).</exception>
    public static async Task GuardAsync(Func<Task> keep)
    {
        try
        {
            await keep();
        }
        catch (Exception failure) when (failure is not MemoriException)
        {
            throw new MemoriException(
                FaultKind.Unavailable,
                "audit-unavailable",
                new LocalizedText("It can't be recorded in the audit, so it is not answered. Try again.", "无法写入审计记录,因此不予返回结果,请重试。"),
                failure);
        }
    }
}
