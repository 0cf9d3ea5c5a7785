using Memori.Storage;

namespace Memori.Ledger;

public sealed partial class UsageLedger
{
    private const string RenameInEntries = "UPDATE ledger_entry SET user_id = @name, session_id = NULL WHERE user_id = @user";
    private const string RenameInReservations = "UPDATE ledger_reservation SET user_id = @name, session_id = NULL WHERE user_id = @user";
    private const string RenameInTotals = "UPDATE ledger_total SET id = @name WHERE kind = 'user' AND id = @user";
    private const string DropLimits = "DELETE FROM ledger_limit WHERE kind = 'user' AND id = @user";

    /// <summary>
    /// Puts a name that is nobody's in the place of a user, everywhere: what was spent stays and is counted as before, attempts under way included; nothing
    /// says any more whose it was. The user's own limits are deleted.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="name">The name: one that was never used.</param>
    /// <param name="cancellationToken">Cancels before the write is committed.</param>
    /// <returns>How many entries and reservations have the name now, and limits that are gone.</returns>
    public Task<int> ForgetUserAsync(string userId, string name, CancellationToken cancellationToken = default) => _database.WriteAsync(
        async (transaction, token) =>
        {
            (string, object?)[] parameters = [("@user", userId), ("@name", name)];
            await transaction.ExecuteAsync(RenameInTotals, token, parameters).ConfigureAwait(false);
            return await transaction.ExecuteAsync(RenameInEntries, token, parameters).ConfigureAwait(false)
                + await transaction.ExecuteAsync(RenameInReservations, token, parameters).ConfigureAwait(false)
                + await transaction.ExecuteAsync(DropLimits, token, ("@user", userId)).ConfigureAwait(false);
        },
        cancellationToken);
}
