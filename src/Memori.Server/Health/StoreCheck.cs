using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Writes to the store, durably, and reads what it wrote.</summary>
internal sealed class StoreCheck(IDatabase database, TimeProvider time) : IHealthCheck
{
    private const string Write = """
        INSERT INTO health_probe (id, written_at, writes) VALUES (1, @at, 1)
        ON CONFLICT (id) DO UPDATE SET written_at = @at, writes = health_probe.writes + 1
        RETURNING writes
        """;

    private const string Read = "SELECT writes FROM health_probe WHERE id = 1";

    private static readonly LocalizedText Works = new("A write was made durable and read again.", "写入已持久化并成功读回。");
    private static readonly LocalizedText Lost = new("What was written could not be read.", "写入的内容无法读回。");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var written = await database.WriteAsync(
            async (transaction, token) => Convert.ToInt64(
                await transaction.ScalarAsync(Write, token, ("@at", time.GetUtcNow().ToUnixTimeMilliseconds())), System.Globalization.CultureInfo.InvariantCulture),
            cancellationToken);
        var read = await database.ReadAsync((connection, token) => connection.QueryAsync(Read, row => row.GetInt64(0), token), cancellationToken);

        // Another process may have written since.
        return read is [var writes] && writes >= written ? CheckResults.Ok(Works) : CheckResults.Failed(Lost);
    }
}
