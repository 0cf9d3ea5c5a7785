using Memori.Alerts;
using Memori.Ledger;
using Memori.Storage;
using Memori.Tests;

namespace Memori.Sqlite.Tests.Ledger;

/// <summary>A ledger on a database of its own, with a clock that goes when it is told.</summary>
internal sealed class LedgerFixture : IAsyncDisposable
{
    private readonly StateHome _home = new();

    private LedgerFixture(UsageLimits limits) => Limits = limits;

    public FakeTime Time { get; } = new();

    public UsageLimits Limits { get; }

    public StateDatabase Database { get; private set; } = null!;

    public IJobStore Jobs { get; private set; } = null!;

    public UsageLedger Ledger { get; private set; } = null!;

    public static async Task<LedgerFixture> OpenAsync(UsageLimits? limits = null)
    {
        var fixture = new LedgerFixture(limits ?? new UsageLimits { DailyTokens = 1000 });
        fixture.Database = await fixture.AnotherDatabaseAsync();
        fixture.Jobs = new StateJobStore(fixture.Database, fixture.Time);
        fixture.Ledger = new UsageLedger(fixture.Database, fixture.Time, fixture.Limits, new AlertSink(fixture.Time, fixture.Jobs));
        return fixture;
    }

    /// <summary>The same database as another process would open it.</summary>
    public async Task<StateDatabase> AnotherDatabaseAsync()
    {
        var database = await _home.OpenAsync(Time);
        await database.MigrateAsync(typeof(UsageLedger).Assembly);
        return database;
    }

    public static ReservationRequest Request(Payer payer, long tokens, long cost = 0) => new()
    {
        Payer = payer,
        Model = "claude-sonnet-5-5",
        Tokens = tokens,
        OutputTokens = tokens / 2,
        CostPicodollars = cost,
        Lifetime = TimeSpan.FromMinutes(10),
    };

    public static Payer User(string user, string? key = null) => new() { UserId = user, KeyId = key };

    public static Settlement Settled(long tokens, long cost = 0) => new(SettlementKind.Settled, new TokenUsage { OutputTokens = tokens, CostPicodollars = cost });

    public async Task<Reservation> ReserveAsync(Payer payer, long tokens, long cost = 0) =>
        (await Ledger.ReserveAsync(Request(payer, tokens, cost))).Reservation.ShouldNotBeNull();

    public async Task<long> UsedAsync(Payer payer) => (await Ledger.CheckAsync(payer, 0)).CurrentUsage;

    public Task<List<(string Kind, long Requests, long Tokens, long Cost)>> EntriesAsync() => Database.ReadAsync(async (connection, token) =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT kind, requests, input_tokens + output_tokens + cache_creation_tokens + cache_read_tokens, cost_picodollars FROM ledger_entry ORDER BY at, id
            """;
        var rows = new List<(string, long, long, long)>();
        using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return rows;
    });

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _home.DisposeAsync();
    }
}
