using System.Text.Json;
using Memori.Alerts;
using Memori.Server.Ask;
using Memori.Server.Configuration.Reload;
using Memori.Storage;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Monitoring.Alerts;

/// <summary>
/// Keeps the alerts that were given, so that they can be read later: each once, whichever process gave it. Written within two seconds, off the way of what gave it,
/// for the disk may be what the alert is about; what can't be written waits, the newest 1,000 of it. Thread-safe.
/// </summary>
internal sealed partial class AlertBook(IDatabase database, TimeProvider time, LiveSettings live, ILogger<AlertBook> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;

    private const string Insert = """
        INSERT INTO alert (kind, alert_key, at, user_id, document) VALUES (@kind, @key, @at, @user, @document)
        ON CONFLICT (kind, alert_key) DO NOTHING
        """;

    private const string Select = "SELECT document FROM alert WHERE at < @before ORDER BY at DESC, kind, alert_key LIMIT @limit";

    private const string Purge = "DELETE FROM alert WHERE at < @before";

    private const string Delete = "DELETE FROM alert WHERE user_id = @user";

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private List<(Alert Alert, DateTimeOffset At)> _waiting = [];

    /// <summary>Takes an alert.</summary>
    public void Note(Alert alert)
    {
        lock (_lock)
        {
            if (_waiting.Count == MostWaiting)
            {
                _waiting.RemoveAt(0);
            }

            _waiting.Add((alert, time.GetUtcNow()));
        }
    }

    /// <summary>The alerts before a moment, the newest first.</summary>
    /// <exception cref="MemoriException">The store can't be read or written now.</exception>
    public async Task<IReadOnlyList<AlertDelivery>> ListAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        return await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                Select,
                row => JsonSerializer.Deserialize(row.GetString(0), ServiceJson.Default.AlertDelivery)!,
                token,
                ("@before", before.ToUnixTimeMilliseconds()),
                ("@limit", limit)),
            cancellationToken);
    }

    /// <summary>Deletes what was kept long enough.</summary>
    public Task<int> PurgeAsync(CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync(Purge, token, ("@before", time.GetUtcNow().AddDays(-live.Current.MetricsRetentionDays).ToUnixTimeMilliseconds())),
        cancellationToken);

    /// <summary>Deletes the alerts about a user, those that wait to be written as well.</summary>
    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _waiting.RemoveAll(one => UserOf(one.Alert) == userId);
        }

        return database.WriteAsync((transaction, token) => transaction.ExecuteAsync(Delete, token, ("@user", userId)), cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryFlushAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Gathering, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await TryFlushAsync(stoppingToken);
            }
        }
    }

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // They are in the log; here they wait until the store takes them.
            LogUnwritten(exception);
        }
        catch (OperationCanceledException)
        {
            // Whoever stops the service writes the rest.
        }
    }

    private List<(Alert Alert, DateTimeOffset At)> Waiting()
    {
        lock (_lock)
        {
            return [.. _waiting];
        }
    }

    private static string? UserOf(Alert alert) => alert.Subject is { Kind: Ledger.LedgerSubjectKind.User } user ? user.Id : null;

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (Waiting().Count == 0)
            {
                return;
            }

            // What waits is looked at when it is this write's turn: a person who was forgotten before that is not brought back.
            var written = await database.WriteAsync(
                async (transaction, token) =>
                {
                    var taken = Waiting();
                    foreach (var (alert, at) in taken)
                    {
                        await transaction.ExecuteAsync(
                            Insert,
                            token,
                            ("@kind", alert.Kind),
                            ("@key", alert.Key),
                            ("@at", at.ToUnixTimeMilliseconds()),
                            ("@user", UserOf(alert)),
                            ("@document", JsonSerializer.Serialize(AlertDelivery.From(alert, at), ServiceJson.Default.AlertDelivery)));
                    }

                    return taken;
                },
                cancellationToken);
            lock (_lock)
            {
                _waiting = [.. _waiting.Except(written)];
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts could not be kept; they are in the log and will be tried again.")]
    private partial void LogUnwritten(Exception exception);
}
