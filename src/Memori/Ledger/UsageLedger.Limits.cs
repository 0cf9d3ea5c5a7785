using Memori.Storage;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    private const string SelectLimit = "SELECT daily_tokens, request_tokens FROM ledger_limit WHERE kind = @kind AND id = @id";

    private const string SetLimit = """
        INSERT INTO ledger_limit (kind, id, daily_tokens, request_tokens) VALUES (@kind, @id, @daily, @request)
        ON CONFLICT (kind, id) DO UPDATE SET daily_tokens = @daily, request_tokens = @request
        """;

    private const string DeleteLimit = "DELETE FROM ledger_limit WHERE kind = @kind AND id = @id";

    /// <summary>Gives a user or key limits of its own, or takes them back (null). The next admission heeds them, in every process.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative.</exception>
    public Task SetLimitsAsync(LedgerSubject subject, SubjectLimits? limits, CancellationToken cancellationToken = default)
    {
        if (limits is { DailyTokens: < 0 } or { TokensPerRequest: < 0 })
        {
            throw new ArgumentOutOfRangeException(nameof(limits));
        }

        var (kind, id) = (("@kind", (object?)LedgerWords.Of(subject.Kind)), ("@id", (object?)subject.Id));
        return _database.WriteAsync(
            (transaction, token) => limits is null
                ? transaction.Connection!.ExecuteAsync(DeleteLimit, token, kind, id)
                : transaction.Connection!.ExecuteAsync(SetLimit, token, kind, id, ("@daily", limits.DailyTokens), ("@request", limits.TokensPerRequest)),
            cancellationToken);
    }

    /// <summary>The limits that a user or key has of its own, or null: then <see cref="UsageLimits"/> holds for a user, and none for a key.</summary>
    public async Task<SubjectLimits?> LimitsAsync(LedgerSubject subject, CancellationToken cancellationToken = default) => (await _database.ReadAsync(
        (connection, token) => connection.QueryAsync(
            SelectLimit, row => LedgerTable.LimitsAt(row, 0), token, ("@kind", LedgerWords.Of(subject.Kind)), ("@id", subject.Id)),
        cancellationToken).ConfigureAwait(false)).FirstOrDefault();
}
