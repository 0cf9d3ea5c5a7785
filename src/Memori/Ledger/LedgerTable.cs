using System.Data.Common;
using Memori.Storage;

namespace Memori.Ledger;

/// <summary>The rows of the ledger. Every method is part of its caller's transaction.</summary>
internal static class LedgerTable
{
    private const string Buckets = "input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens, cost_picodollars";

    private const string SelectLimits = """
        SELECT kind, daily_tokens, request_tokens FROM ledger_limit
        WHERE (kind = 'user' AND id = @user) OR (kind = 'key' AND id = @key)
        """;

    private const string SelectTotals = """
        SELECT kind, used + reserved FROM ledger_total
        WHERE (day = @day AND kind = 'user' AND id = @user) OR (day = @day AND kind = 'key' AND id = @key)
        """;

    // The comparison and the change are one statement: of many at once only those get in that fit.
    private const string ReserveInTotal = """
        INSERT INTO ledger_total (day, kind, id, used, reserved, alerted)
        SELECT @day, @kind, @id, 0, CAST(@tokens AS bigint), 0 WHERE CAST(@tokens AS bigint) <= @limit
        ON CONFLICT (day, kind, id) DO UPDATE SET reserved = ledger_total.reserved + @tokens
            WHERE ledger_total.used + ledger_total.reserved <= @limit - @tokens
        RETURNING used + reserved
        """;

    private const string MoveInTotal = """
        INSERT INTO ledger_total (day, kind, id, used, reserved, alerted) VALUES (@day, @kind, @id, @used, @reserved, 0)
        ON CONFLICT (day, kind, id) DO UPDATE SET used = ledger_total.used + @used, reserved = ledger_total.reserved + @reserved
        RETURNING used, alerted
        """;

    private const string SetAlerted = "UPDATE ledger_total SET alerted = 1 WHERE day = @day AND kind = @kind AND id = @id AND alerted = 0";

    private const string InsertReservation = """
        INSERT INTO ledger_reservation (id, day, user_id, key_id, session_id, operation, model, tokens, output_tokens, cost_picodollars, deadline)
        VALUES (@id, @day, @user, @key, @session, @operation, @model, @tokens, @output, @cost, @deadline)
        """;

    private const string TakeReservation = """
        DELETE FROM ledger_reservation WHERE id = @id
        RETURNING day, user_id, key_id, session_id, operation, model, tokens, output_tokens, cost_picodollars
        """;

    private const string SelectOverdue = "SELECT id FROM ledger_reservation WHERE deadline < @before ORDER BY deadline LIMIT @limit";

    private const string InsertEntry = $"""
        INSERT INTO ledger_entry (id, at, day, user_id, key_id, session_id, operation, model, kind, lost, requests, {Buckets})
        VALUES (@id, @at, @day, @user, @key, @session, @operation, @model, @kind, @lost, @requests, @input, @output, @created, @read, @cost)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string SelectLostEntry = $"""
        SELECT day, user_id, key_id, session_id, operation, model, kind, lost, requests, {Buckets}
        FROM ledger_entry WHERE id = @id AND lost = 1
        """;

    /// <summary>The limits of those who pay that have some of their own.</summary>
    public static async Task<(SubjectLimits? User, SubjectLimits? Key)> LimitsAsync(DbConnection connection, Payer payer, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            SelectLimits, row => (Kind: row.GetString(0), Limits: LimitsAt(row, 1)), cancellationToken, ("@user", payer.UserId), ("@key", payer.KeyId)).ConfigureAwait(false);
        return (rows.FirstOrDefault(row => row.Kind == "user").Limits, rows.FirstOrDefault(row => row.Kind == "key").Limits);
    }

    /// <summary>Tokens of the day, used and reserved.</summary>
    public static async Task<(long User, long Key)> TotalsAsync(DbConnection connection, DateOnly day, Payer payer, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            SelectTotals,
            row => (Kind: row.GetString(0), Tokens: row.GetInt64(1)),
            cancellationToken,
            ("@day", LedgerWords.Of(day)),
            ("@user", payer.UserId),
            ("@key", payer.KeyId)).ConfigureAwait(false);
        return (rows.FirstOrDefault(row => row.Kind == "user").Tokens, rows.FirstOrDefault(row => row.Kind == "key").Tokens);
    }

    /// <summary>Adds to what is reserved unless the sum would pass the limit.</summary>
    /// <returns>What is used and reserved now, or null when it would.</returns>
    public static async Task<long?> ReserveAsync(DbConnection connection, DateOnly day, LedgerSubject subject, long tokens, long? limit, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            ReserveInTotal,
            row => row.GetInt64(0),
            cancellationToken,
            ("@day", LedgerWords.Of(day)),
            ("@kind", LedgerWords.Of(subject.Kind)),
            ("@id", subject.Id),
            ("@tokens", tokens),
            ("@limit", limit ?? long.MaxValue)).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Adds to what is used and reserved, whatever the limit.</summary>
    public static async Task<(long Used, bool Alerted)> MoveAsync(
        DbConnection connection, DateOnly day, LedgerSubject subject, long used, long reserved, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(
            MoveInTotal,
            row => (row.GetInt64(0), row.GetInt64(1) != 0),
            cancellationToken,
            ("@day", LedgerWords.Of(day)),
            ("@kind", LedgerWords.Of(subject.Kind)),
            ("@id", subject.Id),
            ("@used", used),
            ("@reserved", reserved)).ConfigureAwait(false))[0];

    /// <summary>Notes that an alert was given; false when it was given before.</summary>
    public static async Task<bool> SetAlertedAsync(DbConnection connection, DateOnly day, LedgerSubject subject, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            SetAlerted,
            cancellationToken,
            ("@day", LedgerWords.Of(day)),
            ("@kind", LedgerWords.Of(subject.Kind)),
            ("@id", subject.Id)).ConfigureAwait(false) > 0;

    public static Task InsertAsync(DbConnection connection, Reservation reservation, DateOnly day, CancellationToken cancellationToken) => connection.ExecuteAsync(
        InsertReservation,
        cancellationToken,
        ("@id", reservation.Id),
        ("@day", LedgerWords.Of(day)),
        ("@user", reservation.Request.Payer.UserId),
        ("@key", reservation.Request.Payer.KeyId),
        ("@session", reservation.Request.Payer.SessionId),
        ("@operation", reservation.Request.Payer.Operation),
        ("@model", LedgerWords.Bounded(reservation.Request.Model)),
        ("@tokens", reservation.Request.Tokens),
        ("@output", reservation.Request.OutputTokens),
        ("@cost", reservation.Request.CostPicodollars),
        ("@deadline", reservation.Deadline.ToUnixTimeMilliseconds()));

    /// <summary>Takes a reservation away: whoever gets it must enter how it ended. Null when somebody did already.</summary>
    public static async Task<OpenReservation?> TakeAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            TakeReservation,
            row => new OpenReservation(
                new LedgerEntry
                {
                    Id = id,
                    Day = LedgerWords.Day(row.GetString(0)),
                    Payer = PayerAt(row, 1),
                    Model = row.GetString(5),
                    Kind = SettlementKind.Estimated,
                    Requests = 1,
                    Usage = new TokenUsage { InputTokens = row.GetInt64(6) - row.GetInt64(7), OutputTokens = row.GetInt64(7), CostPicodollars = row.GetInt64(8) },
                },
                row.GetInt64(6)),
            cancellationToken,
            ("@id", id)).ConfigureAwait(false);
        return rows is [var only] ? only : null;
    }

    /// <summary>Reservations whose deadline was before a moment.</summary>
    public static Task<IReadOnlyList<string>> OverdueAsync(DbConnection connection, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        connection.QueryAsync(SelectOverdue, row => row.GetString(0), cancellationToken, ("@before", before.ToUnixTimeMilliseconds()), ("@limit", limit));

    /// <summary>Adds an entry; false when there is one of its id.</summary>
    public static async Task<bool> InsertAsync(DbConnection connection, LedgerEntry entry, DateTimeOffset at, CancellationToken cancellationToken) => await connection.ExecuteAsync(
        InsertEntry,
        cancellationToken,
        ("@id", entry.Id),
        ("@at", at.ToUnixTimeMilliseconds()),
        ("@day", LedgerWords.Of(entry.Day)),
        ("@user", entry.Payer.UserId),
        ("@key", entry.Payer.KeyId),
        ("@session", entry.Payer.SessionId),
        ("@operation", entry.Payer.Operation),
        ("@model", LedgerWords.Bounded(entry.Model)),
        ("@kind", LedgerWords.Of(entry.Kind)),
        ("@lost", entry.IsLost ? 1L : 0L),
        ("@requests", entry.Requests),
        ("@input", entry.Usage.InputTokens),
        ("@output", entry.Usage.OutputTokens),
        ("@created", entry.Usage.CacheCreationInputTokens),
        ("@read", entry.Usage.CacheReadInputTokens),
        ("@cost", entry.Usage.CostPicodollars)).ConfigureAwait(false) > 0;

    /// <summary>The entry of a reservation that nobody settled in time, or null.</summary>
    public static async Task<LedgerEntry?> LostAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            SelectLostEntry,
            row => new LedgerEntry
            {
                Id = id,
                Day = LedgerWords.Day(row.GetString(0)),
                Payer = PayerAt(row, 1),
                Model = row.GetString(5),
                Kind = SettlementKind.Estimated,
                IsLost = true,
                Requests = row.GetInt64(8),
                Usage = UsageAt(row, 9),
            },
            cancellationToken,
            ("@id", id)).ConfigureAwait(false);
        return rows is [var only] ? only : null;
    }

    public static TokenUsage UsageAt(DbDataReader row, int column) => new()
    {
        InputTokens = row.GetInt64(column),
        OutputTokens = row.GetInt64(column + 1),
        CacheCreationInputTokens = row.GetInt64(column + 2),
        CacheReadInputTokens = row.GetInt64(column + 3),
        CostPicodollars = row.GetInt64(column + 4),
    };

    public static SubjectLimits LimitsAt(DbDataReader row, int column) => new(
        row.IsDBNull(column) ? null : row.GetInt64(column), row.IsDBNull(column + 1) ? null : row.GetInt64(column + 1));

    private static Payer PayerAt(DbDataReader row, int column) => new()
    {
        UserId = row.GetString(column),
        KeyId = row.IsDBNull(column + 1) ? null : row.GetString(column + 1),
        SessionId = row.IsDBNull(column + 2) ? null : row.GetString(column + 2),
        Operation = row.GetString(column + 3),
    };
}
