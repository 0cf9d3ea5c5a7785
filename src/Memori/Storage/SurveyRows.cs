using System.Data.Common;

namespace Memori.Storage;

/// <summary>A survey by statements that every dialect understands. Each goes through all memories once.</summary>
internal static class SurveyRows
{
    private const long Day = 86_400_000;

    private const string Size = "COUNT(*), CAST(SUM(token_count) AS bigint), CAST(SUM(octet_length(content)) AS bigint)";

    private const string ByStatus = $"SELECT status, {Size} FROM memory GROUP BY status";

    private const string Owners = "SELECT COUNT(*) FROM (SELECT DISTINCT owner_kind, owner_id FROM memory) AS known";

    private const string ByDay = $"SELECT created_at / 86400000 AS day, {Size} FROM memory WHERE created_at >= @since GROUP BY created_at / 86400000 ORDER BY day";

    private const string Largest = $"""
        SELECT owner_kind, owner_id, {Size}, MAX(created_at) FROM memory
        GROUP BY owner_kind, owner_id ORDER BY SUM(token_count) DESC, owner_kind, owner_id LIMIT @limit
        """;

    private const string Duplicates = """
        SELECT CAST(COALESCE(SUM(times - 1), 0) AS bigint) FROM (
            SELECT COUNT(*) AS times FROM memory WHERE status = 'active' GROUP BY owner_kind, owner_id, content_key HAVING COUNT(*) > 1) AS same
        """;

    /// <summary>Makes the survey over a connection that sees every owner's rows.</summary>
    public static async Task<StoreSurvey> ReadAsync(DbConnection connection, DateOnly since, int largest, CancellationToken cancellationToken)
    {
        var first = new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        return new()
        {
            ByStatus = (await connection.QueryAsync(
                ByStatus, row => KeyValuePair.Create(MemoryRow.Value<MemoryStatus>(row.GetString(0)), SizeAt(row, 1)), cancellationToken).ConfigureAwait(false)).ToDictionary(),
            Owners = (await connection.QueryAsync(Owners, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0],
            ByDay = await connection.QueryAsync(
                ByDay,
                row => KeyValuePair.Create(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0) * Day).UtcDateTime), SizeAt(row, 1)),
                cancellationToken,
                ("@since", first)).ConfigureAwait(false),
            Largest = await connection.QueryAsync(
                Largest,
                row => new OwnerSize(new Owner((OwnerKind)row.GetInt32(0), row.GetString(1)), SizeAt(row, 2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))),
                cancellationToken,
                ("@limit", largest)).ConfigureAwait(false),
            ExactDuplicates = (await connection.QueryAsync(Duplicates, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0],
        };
    }

    private static MemorySize SizeAt(DbDataReader row, int at) => new(row.GetInt64(at), row.GetInt64(at + 1), row.GetInt64(at + 2));
}
