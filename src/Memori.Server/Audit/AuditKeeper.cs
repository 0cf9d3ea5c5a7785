namespace Memori.Server.Audit;

/// <summary>Keeps entries as their kind asks for: before the answer, after it, or as soon as the disk has room. Thread-safe.</summary>
internal sealed class AuditKeeper(AuditTrail audit, AuditQueue queue)
{
    /// <summary>Keeps an entry. What was done is done, whether or not anybody still waits.</summary>
    /// <exception cref="MemoriException"><c>audit-unavailable</c>, or what the store says of itself: then there is no answer.</exception>
    public async Task KeepAsync(NewAuditEntry entry)
    {
        if (AuditedOperations.IsCall(entry.Kind))
        {
            queue.Add(entry with { Asked = null, Statements = [], Details = null });
            return;
        }

        try
        {
            await AuditFaults.GuardAsync(() => audit.AppendAsync(entry, CancellationToken.None));
        }
        catch (MemoriException full) when (full.Kind == FaultKind.Full && (AuditedOperations.IsQuestion(entry.Kind) || entry.Outcome != AuditOutcome.Ok) && queue.TryHold(entry))
        {
            // Reads go on while the disk is full, and what failed says why itself; the entry is written as soon as there is room.
        }
    }
}
