using System.Data.Common;
using Memori.Storage;
using Memori.Text;

namespace Memori.Sqlite.Doctor;

public sealed partial class SqliteDoctor
{
    private const string RaiseVersions = """
        INSERT INTO memory_owner (owner_kind, owner_id, version)
        SELECT owner_kind, owner_id, max(max(version), max(sequence)) FROM memory WHERE true GROUP BY owner_kind, owner_id
        ON CONFLICT (owner_kind, owner_id) DO UPDATE SET version = max(version, excluded.version)
        """;

    private const string DeleteAliases = """
        DELETE FROM memory_alias WHERE NOT EXISTS (
            SELECT 1 FROM memory AS m, json_each(coalesce(m.merged_ids, '[]')) AS merged
            WHERE m.owner_kind = memory_alias.owner_kind AND m.owner_id = memory_alias.owner_id AND m.id = memory_alias.memory_id AND merged.value = memory_alias.id)
        """;

    private const string InsertAliases = """
        INSERT OR IGNORE INTO memory_alias (owner_kind, owner_id, id, memory_id)
        SELECT m.owner_kind, m.owner_id, merged.value, m.id FROM memory AS m, json_each(coalesce(m.merged_ids, '[]')) AS merged
        """;

    private const string SelectContents = "SELECT rowid, content, speaker, content_key, token_count FROM memory";

    private const string UpdateDerived = "UPDATE memory SET content_key = @content_key, token_count = @token_count WHERE rowid = @rowid";

    // Whoever follows the changes starts over: what was mended may be in any of them.
    private const string StartOver = "UPDATE memory_owner SET version = version + 1, purged_version = version + 1";

    private const string WipeStaleBlocks = """
        UPDATE injected_block SET text = NULL WHERE id IN (
            SELECT q.block_id FROM injected_quote AS q
            WHERE NOT EXISTS (SELECT 1 FROM memory AS m WHERE m.owner_kind = q.owner_kind AND m.owner_id = q.owner_id AND m.id = q.memory_id))
        """;

    private const string ReleaseJobs = "UPDATE job SET state = 'waiting', worker = NULL, leased_until = NULL WHERE state = 'running' AND leased_until < @long_ago";

    /// <summary>Mends what can be mended, then looks again. Every index elsewhere is built anew.</summary>
    /// <returns>What was found before, and what is still wrong.</returns>
    /// <exception cref="MemoriException"><c>state-database-unreadable</c>, <c>state-database-busy</c>: nothing was changed.</exception>
    public async Task<(StateReport Before, StateReport After)> RepairAsync(CancellationToken cancellationToken = default)
    {
        var before = await ExamineAsync(cancellationToken).ConfigureAwait(false);
        if (!before.Findings.Any(finding => finding.Repairable) || before.Findings.Any(finding => finding.Code is "unreadable" or "damaged" or "newer-schema" or "unfinished-move"))
        {
            return (before, before);
        }

        var database = await SqliteDatabase.OpenAsync(_path, time, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            foreach (var library in libraries)
            {
                await database.MigrateAsync(library, cancellationToken).ConfigureAwait(false);
            }

            await database.WriteAsync(
                async (transaction, token) =>
                {
                    await RepairAsync(transaction.Connection!, before.Findings.Select(finding => finding.Code).ToHashSet(), token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            await database.EmptyLogAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var open in OpenToOthers())
        {
            PrivateFiles.Close(open);
        }

        foreach (var leftover in Leftovers().ToList())
        {
            File.Delete(leftover);
        }

        return (before, await ExamineAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task RepairAsync(DbConnection connection, HashSet<string> found, CancellationToken cancellationToken)
    {
        if (found.Contains("index-damaged"))
        {
            await connection.ExecuteAsync("REINDEX", cancellationToken).ConfigureAwait(false);
        }

        await RederiveAsync(connection, cancellationToken).ConfigureAwait(false);
        if (!found.Contains("invalid-memory"))
        {
            // With ids that can't be read, nobody can say which of them are missing.
            await connection.ExecuteAsync(DeleteAliases, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(InsertAliases, cancellationToken).ConfigureAwait(false);
        }

        await connection.ExecuteAsync(RaiseVersions, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(StartOver, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(WipeStaleBlocks, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(ReleaseJobs, cancellationToken, ("@long_ago", time.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds())).ConfigureAwait(false);
    }

    private static async Task RederiveAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var wrong = await connection.TakeAsync(
            SelectContents,
            row =>
            {
                var content = row.GetString(1);
                var key = ContentKey.Of(MemoryRow.Text(row, 2), content);
                var tokens = TokenEstimate.Count(content);
                return key == row.GetString(3) && tokens == row.GetInt64(4) ? null : new object[] { row.GetInt64(0), key, tokens };
            },
            int.MaxValue,
            cancellationToken).ConfigureAwait(false);
        foreach (var row in wrong)
        {
            await connection.ExecuteAsync(
                UpdateDerived, cancellationToken, ("@rowid", row[0]), ("@content_key", row[1]), ("@token_count", row[2])).ConfigureAwait(false);
        }
    }
}
