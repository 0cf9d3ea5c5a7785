namespace Memori.Ledger;

/// <summary>A running total that was not the sum of the ledger's rows.</summary>
/// <param name="Day">The day.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Used">How many used tokens it lacked; negative when it had too many.</param>
/// <param name="Reserved">How many reserved tokens it lacked.</param>
public sealed record LedgerDifference(DateOnly Day, LedgerSubject Subject, long Used, long Reserved);
