using System.Data;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

public sealed partial class PostgresDatabase
{
    private const string BeginExamination =
        "SELECT set_config('memori.owner', @served, true), set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)";

    private const string BeginMaintenance =
        "SELECT pg_current_xact_id()::text, set_config('memori.owner', @served, true), set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)";

    /// <summary>Whether a text is a URL by which a database can be named.</summary>
    public static bool IsAddress(string text)
    {
        try
        {
            return PostgresUrl.Parse(text).Database is not null;
        }
        catch (MemoriException)
        {
            return false;
        }
    }

    /// <summary>
    /// Runs one transaction over the rows of all owners by the direct connection, with no limit of time: for copies and checks of the whole state,
    /// never on behalf of a person. It is rolled back when <paramref name="work"/> throws, and run again by the same rule as any other.
    /// </summary>
    internal async Task<T> MaintainAsync<T>(bool writes, Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var seal = await _gate.PassAsync(cancellationToken).ConfigureAwait(false);
        return await PostgresRetries.RunAsync(
            async token =>
            {
                var connection = await _direct.OpenConnectionAsync(token).ConfigureAwait(false);
                await using var scope = connection.ConfigureAwait(false);
                var transaction = await connection.BeginTransactionAsync(writes ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, token).ConfigureAwait(false);
                await using var transactionScope = transaction.ConfigureAwait(false);
                var id = (string?)await transaction.ScalarAsync(writes ? BeginMaintenance : BeginExamination, token, ("@served", seal.Of(Served.Everybody.Whom))).ConfigureAwait(false);
                var result = await work(connection, token).ConfigureAwait(false);
                await (writes ? CommitAsync(connection, id!) : transaction.CommitAsync(token)).ConfigureAwait(false);
                return result;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
