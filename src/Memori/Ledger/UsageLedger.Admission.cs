using System.Data.Common;
using Memori.Measuring;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    // Sums of very many of them stay within the numbers of a database.
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>Sets the worst case of an attempt aside when the budgets of its user and key allow. Never overspends, however many ask at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Tokens, cost or lifetime are negative, there is more output than tokens, or more than 10¹² tokens.</exception>
    public async Task<Admission> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken = default)
    {
        if (request is not { Tokens: >= 0 and <= MostTokens, OutputTokens: >= 0, CostPicodollars: >= 0 } || request.OutputTokens > request.Tokens || request.Lifetime < TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(request));
        }

        var admission = await _database.WriteAsync(
            (transaction, token) => ReserveAsync(transaction.Connection!, request, token), cancellationToken).ConfigureAwait(false);
        if (!admission.Budget.Allowed)
        {
            LedgerMetrics.Refuse(admission.Budget.Reason);
        }

        if (admission.Reservation is not { } reservation || RequestMeasure.Current is not { } measure)
        {
            return admission;
        }

        measure.Admitted(reservation.Id);
        return admission with { Reservation = reservation with { Measure = measure } };
    }

    /// <summary>Whether a request of that size would be admitted now. Reserves nothing.</summary>
    public Task<BudgetCheck> CheckAsync(Payer payer, long tokens, CancellationToken cancellationToken = default) => _database.ReadAsync(
        async (connection, token) =>
        {
            var standing = await StandingAsync(connection, payer, Today, token).ConfigureAwait(false);
            return standing.Check(standing.ReasonFor(tokens), tokens);
        },
        cancellationToken);

    private async Task<Admission> ReserveAsync(DbConnection connection, ReservationRequest request, CancellationToken cancellationToken)
    {
        // A day and a deadline from when its turn comes, not from when it began to wait for it.
        var day = Today;
        var payer = request.Payer;
        var standing = await LimitsAsync(connection, payer, day, cancellationToken).ConfigureAwait(false);
        if (request.Tokens > standing.RequestLimit)
        {
            return await RefuseAsync(connection, request, day, BudgetReason.RequestLimit, cancellationToken).ConfigureAwait(false);
        }

        // Always the user first: whoever locks rows in one order never waits in a circle.
        var user = LedgerSubject.User(payer.UserId);
        if (await LedgerTable.ReserveAsync(connection, day, user, request.Tokens, standing.User.DailyTokens, cancellationToken).ConfigureAwait(false) is not { } ofUser)
        {
            return await RefuseAsync(connection, request, day, BudgetReason.DailyLimit, cancellationToken).ConfigureAwait(false);
        }

        standing.UserTokens = ofUser;
        if (payer.KeyId is { } keyId)
        {
            var key = LedgerSubject.Key(keyId);
            if (await LedgerTable.ReserveAsync(connection, day, key, request.Tokens, standing.Key?.DailyTokens, cancellationToken).ConfigureAwait(false) is not { } ofKey)
            {
                await LedgerTable.MoveAsync(connection, day, user, 0, -request.Tokens, cancellationToken).ConfigureAwait(false);
                return await RefuseAsync(connection, request, day, BudgetReason.KeyDailyLimit, cancellationToken).ConfigureAwait(false);
            }

            standing.KeyTokens = ofKey;
        }

        var reservation = new Reservation(NewId(), request, _time.GetUtcNow() + request.Lifetime);
        await LedgerTable.InsertAsync(connection, reservation, day, cancellationToken).ConfigureAwait(false);
        return new Admission { Reservation = reservation, Budget = standing.Check(BudgetReason.Ok, request.Tokens) };
    }

    private async Task<Admission> RefuseAsync(DbConnection connection, ReservationRequest request, DateOnly day, BudgetReason because, CancellationToken cancellationToken)
    {
        var standing = await StandingAsync(connection, request.Payer, day, cancellationToken).ConfigureAwait(false);
        var reason = standing.ReasonFor(request.Tokens);
        return new Admission { Budget = standing.Check(reason == BudgetReason.Ok ? because : reason, request.Tokens) };
    }
}
