using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Storage;

namespace Memori.Server.Audit;

public sealed partial class AuditTrail
{
    /// <summary>The kind of the entry that says that a person was forgotten.</summary>
    public const string ForgetKind = "forget-user";

    /// <summary>The kind of the entry that says that old entries were removed.</summary>
    public const string RetentionKind = "audit-retention";

    // An administrator who acted for another is nobody's secret but the administrator's own.
    private const string BlankContent =
        "UPDATE audit_entry SET user_id = NULL, session_id = NULL, request_id = NULL, asked = NULL, statements = NULL, details = NULL, content_salt = NULL WHERE user_id = @user AND content_salt IS NOT NULL";

    private const string BlankActor =
        "UPDATE audit_entry SET actor = NULL, actor_label = NULL, actor_user = NULL, actor_salt = NULL WHERE actor_user = @user AND actor_salt IS NOT NULL";

    private const string SelectLastBefore = "SELECT sequence, hash FROM audit_entry WHERE at < @before ORDER BY sequence DESC LIMIT 1";
    private const string MoveAnchor = "UPDATE audit_state SET removed_sequence = @sequence, removed_hash = @hash WHERE id = 1";
    private const string DeleteRemoved = "DELETE FROM audit_entry WHERE sequence <= @sequence";

    /// <summary>
    /// Blanks what the audit says of a person: on whose behalf and what was asked and run, and who acted where it was the person's own key or token. That
    /// something happened, when, and how it ended stays, and the chain still proves it. To be followed by an entry of <see cref="ForgetKind"/> with
    /// the numbers as <c>entries</c> and <c>actors</c>, in the same unit of work.
    /// </summary>
    /// <returns>How many entries lost their content, and how many who acted.</returns>
    public Task<(int Entries, int Actors)> ForgetAsync(string userId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (transaction, token) => (
            await transaction.ExecuteAsync(BlankContent, token, ("@user", userId)),
            await transaction.ExecuteAsync(BlankActor, token, ("@user", userId))),
        cancellationToken);

    /// <summary>Removes the entries of the days (UTC) before <paramref name="day"/>, and says so in an entry with the hash that the rest begins after.</summary>
    /// <returns>How many were removed.</returns>
    public Task<int> RemoveBeforeAsync(DateOnly day, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (transaction, token) =>
        {
            var before = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
            if (await transaction.QueryAsync(
                SelectLastBefore, static row => (Sequence: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1)), token, ("@before", before)) is not [var last])
            {
                return 0;
            }

            await transaction.ExecuteAsync(MoveAnchor, token, ("@sequence", last.Sequence), ("@hash", last.Hash));
            var removed = await transaction.ExecuteAsync(DeleteRemoved, token, ("@sequence", last.Sequence));
            var facts = new JsonObject
            {
                ["removed_before"] = day.ToString("O", CultureInfo.InvariantCulture),
                ["removed_to"] = last.Sequence,
                ["removed_hash"] = Convert.ToHexStringLower(last.Hash),
                ["entries"] = removed,
            };
            await AppendAsync(transaction, new NewAuditEntry { Kind = RetentionKind, Outcome = AuditOutcome.Ok, Actor = AuditActor.Service, Facts = facts }, token);
            return removed;
        },
        cancellationToken);
}
