using System.Globalization;
using System.Text.RegularExpressions;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

public sealed partial class PostgresDatabase
{
    private const int MostScrubs = 5;

    private const string SelectDue = "SELECT table_name FROM scrub_due ORDER BY table_name";

    private const string BeginScrub = "UPDATE scrub_due SET begun = true WHERE table_name = @table";

    // Noted anew meanwhile, it stays due.
    private const string EndScrub = "DELETE FROM scrub_due WHERE table_name = @table AND begun";

    // Who comes after the one that waits for the whole table waits behind it.
    private const string WaitBriefly = "SET lock_timeout = '1s'";

    /// <summary>
    /// Rewrites (<c>VACUUM FULL</c>), by the direct connection, those of the tables of memories from which something was deleted since they were last rewritten: nothing of it is
    /// left in their files. Needs as much disk again as the table; whoever uses it meanwhile waits. The write-ahead log and its archive keep what they have until their time is over.
    /// </summary>
    /// <returns>False when others were in the way for too long, or still look at what was deleted: those tables stay due.</returns>
    public async Task<bool> CompactAsync(CancellationToken cancellationToken = default)
    {
        await _gate.PassAsync(cancellationToken).ConfigureAwait(false);
        var due = await AloneAsync((connection, token) => connection.QueryAsync(SelectDue, row => row.GetString(0), token), cancellationToken).ConfigureAwait(false);
        var isDone = true;
        foreach (var table in due)
        {
            isDone &= await ScrubAsync(table, cancellationToken).ConfigureAwait(false);
        }

        return isDone;
    }

    private async Task<bool> ScrubAsync(string table, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= MostScrubs; number++)
        {
            if (await AloneAsync((connection, token) => TryScrubAsync(connection, table, token), cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            await (number < MostScrubs ? PostgresRetries.PauseAsync(number + 3, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        }

        return false;
    }

    private static async Task<bool> TryScrubAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(BeginScrub, cancellationToken, ("@table", table)).ConfigureAwait(false);
        await connection.ExecuteAsync(WaitBriefly, cancellationToken).ConfigureAwait(false);
        long? left = null;
        void Hear(object sender, NpgsqlNoticeEventArgs said) =>
            left ??= said.Notice.Detail is { } detail && Number().Match(detail) is { Success: true } match ? long.Parse(match.ValueSpan, CultureInfo.InvariantCulture) : null;

        connection.Notice += Hear;
        try
        {
            await connection.ExecuteAsync($"VACUUM (FULL, VERBOSE, ANALYZE) {table}", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }

        if (left != 0)
        {
            return false;
        }

        await connection.ExecuteAsync(EndScrub, cancellationToken, ("@table", table)).ConfigureAwait(false);
        return true;
    }

    /// <summary>On a connection of its own, which is heard out: what it says of numbers of rows is detail, which others keep to themselves.</summary>
    private Task<T> AloneAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => PostgresRetries.RunAsync(
        async token =>
        {
            var url = PostgresUrl.Parse(_options.DirectUrl ?? _options.Url);
            (url.Pooling, url.IncludeErrorDetail) = (false, true);
            var connection = new NpgsqlConnection(Bounded(url, 1, TimeSpan.Zero));
            await using var scope = connection.ConfigureAwait(false);
            await connection.OpenAsync(token).ConfigureAwait(false);
            return await work(connection, token).ConfigureAwait(false);
        },
        cancellationToken);

    // In whatever language: "0 dead row versions cannot be removed yet", for those that a snapshot of somebody's may still see.
    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
