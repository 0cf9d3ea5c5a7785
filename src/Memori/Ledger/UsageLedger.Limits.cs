using System.Data.Common;
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

    private static readonly SubjectLimits None = new(null, null);

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
                ? transaction.ExecuteAsync(DeleteLimit, token, kind, id)
                : transaction.ExecuteAsync(SetLimit, token, kind, id, ("@daily", limits.DailyTokens), ("@request", limits.TokensPerRequest)),
            cancellationToken);
    }

    /// <summary>The limits that a user or key has of its own, or null: then <see cref="UsageLimits"/> holds for a user, and none for a key.</summary>
    public Task<SubjectLimits?> LimitsAsync(LedgerSubject subject, CancellationToken cancellationToken = default) =>
        _database.ReadAsync((connection, token) => LimitsAsync(connection, subject, token), cancellationToken);

    private static async Task<SubjectLimits?> LimitsAsync(DbConnection connection, LedgerSubject subject, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            SelectLimit, row => LedgerTable.LimitsAt(row, 0), cancellationToken, ("@kind", LedgerWords.Of(subject.Kind)), ("@id", subject.Id)).ConfigureAwait(false);
        return rows is [var own] ? own : null;
    }

    private SubjectLimits GeneralLimits(LedgerSubjectKind kind) =>
        kind == LedgerSubjectKind.User ? new SubjectLimits(_limits.DailyTokens, _limits.TokensPerRequest) : None;
}
