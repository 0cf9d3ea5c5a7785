using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Memori.Storage;

namespace Memori.Server.Audit;

/// <summary>
/// The audit: who asked, ran and administered what, when, under which rules, and how it ended. Append-only: an entry is never changed or deleted, but by
/// retention (whole days) and when a person is forgotten, who is then blanked out. Every entry is chained by hash to the one before it.
/// Thread-safe; several processes may write to one store.
/// </summary>
public sealed partial class AuditTrail(IDatabase database, TimeProvider time)
{
    /// <summary>The longest text that is kept, in UTF-16 code units; of a longer one the beginning, with its length and SHA-256.</summary>
    public const int LongestText = 32_768;

    /// <summary>Of what was asked and refused, in characters: nothing ran, and whoever is refused must not fill the disk with it.</summary>
    public const int LongestRefused = 4_096;

    private const int LongestLabel = 200;
    private const int MostStatements = 50;
    private const int LongestStatements = 65_536;

    private const string Step = "UPDATE audit_state SET sequence = sequence + 1 WHERE id = 1 RETURNING sequence, hash";
    private const string Chain = "UPDATE audit_state SET hash = @hash WHERE id = 1";

    private const string Insert = $"""
        INSERT INTO audit_entry ({AuditRow.Columns})
        VALUES (@sequence, @at, @kind, @outcome, @code, @request_id, @datasource_id, @policy_version, @facts, @actor, @actor_label, @actor_user, @actor_salt, @actor_digest,
            @user_id, @session_id, @asked, @statements, @details, @content_salt, @content_digest, @hash)
        """;

    /// <summary>Keeps an entry: durable when the task completes. Made from within a unit of work, it joins it.</summary>
    /// <returns>Its sequence.</returns>
    /// <exception cref="MemoriException">It can't be kept: what is audited must not happen then.</exception>
    public Task<long> AppendAsync(NewAuditEntry entry, CancellationToken cancellationToken = default) =>
        database.WriteAsync((transaction, token) => AppendAsync(transaction, entry, token), cancellationToken);

    /// <summary>Keeps several entries in one transaction, in their order.</summary>
    public Task<int> AppendAsync(IReadOnlyList<NewAuditEntry> entries, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (transaction, token) =>
        {
            foreach (var entry in entries)
            {
                await AppendAsync(transaction, entry, token);
            }

            return entries.Count;
        },
        cancellationToken);

    private async Task<long> AppendAsync(DbTransaction transaction, NewAuditEntry entry, CancellationToken cancellationToken)
    {
        // Whoever takes the next number holds the row until the end of its transaction: the chain has one order, however many write.
        var (sequence, previous) = (await transaction.QueryAsync(
            Step, static row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), cancellationToken))[0];
        var row = AuditChain.Seal(RowOf(entry, sequence), previous);
        await transaction.ExecuteAsync(Insert, cancellationToken, row.Parameters());
        await transaction.ExecuteAsync(Chain, cancellationToken, ("@hash", row.Hash));
        return sequence;
    }

    private AuditRow RowOf(NewAuditEntry entry, long sequence) => new()
    {
        Sequence = sequence,
        At = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Kind = entry.Kind,
        Outcome = MemoryWords.Of(entry.Outcome),
        Code = Bounded(entry.Code, LongestLabel),
        RequestId = Bounded(entry.RequestId, LongestLabel),
        DatasourceId = entry.DatasourceId,
        PolicyVersion = entry.PolicyVersion,
        Facts = Bounded(entry.Facts?.ToJsonString(ServiceJson.Readable.Options), LongestText),
        Actor = Bounded(entry.Actor.Id, LongestLabel),
        ActorLabel = Bounded(entry.Actor.Label, LongestLabel),
        ActorUser = Bounded(entry.Actor.UserId, LongestLabel),
        UserId = Bounded(entry.UserId, LongestLabel),
        SessionId = Bounded(entry.SessionId, LongestLabel),
        Asked = Bounded(entry.Asked, entry.Outcome == AuditOutcome.Refused ? LongestRefused : LongestText),
        Statements = Written(entry.Statements),
        Details = Bounded(entry.Details?.ToJsonString(ServiceJson.Readable.Options), LongestText),
    };

    /// <summary>The last statements, which are those that answered, as far as there is room.</summary>
    private static string? Written(IReadOnlyList<string> statements)
    {
        if (statements.Count == 0)
        {
            return null;
        }

        var kept = new LinkedList<string>();
        var length = 0;
        foreach (var statement in statements.Reverse().Take(MostStatements))
        {
            var bounded = Bounded(statement, LongestText)!;
            if (length + bounded.Length > LongestStatements)
            {
                break;
            }

            length += bounded.Length;
            kept.AddFirst(bounded);
        }

        if (statements.Count > kept.Count)
        {
            kept.AddFirst(string.Create(CultureInfo.InvariantCulture, $"-- {statements.Count - kept.Count} earlier statements are left out"));
        }

        return JsonSerializer.Serialize([.. kept], ServiceJson.Readable.IReadOnlyListString);
    }

    private static string? Bounded(string? text, int length)
    {
        // What no database takes, or what is half a character, is not worth losing an entry for.
        text = text?.Replace('\0', '\uFFFD');
        if (text is null || text.Length <= length)
        {
            return text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var mark = string.Create(CultureInfo.InvariantCulture, $"… [{text.Length} characters, sha256 {hash}]");
        return mark.Length >= length ? mark[..length] : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text[..(length - mark.Length)])) + mark;
    }
}
