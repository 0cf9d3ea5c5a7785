using Memori.Claude.Budgets;
using Memori.Claude.Emulator;
using Memori.Claude.Models;
using Memori.Claude.Upstream;
using Memori.Ledger;
using Memori.Sqlite;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Budgets;

/// <summary>A line of the ledger, as stored.</summary>
internal sealed record Entry(string Kind, string User, string Model, TokenUsage Usage);

/// <summary>The product's client with budgets, a real ledger beside it and an emulator behind it, on a clock that stands.</summary>
internal sealed class BudgetFixture : IAsyncDisposable
{
    public const string User = "alice";

    private readonly DirectoryInfo _folder;
    private readonly SqliteDatabase _database;

    private BudgetFixture(DirectoryInfo folder, SqliteDatabase database, MessagesEmulator emulator, FakeTime time, UsageLimits limits, ClaudeOptions options, BudgetOptions budgets)
    {
        _folder = folder;
        _database = database;
        Emulator = emulator;
        Time = time;
        Ledger = new UsageLedger(database, time, limits);
        Upstream = new ClaudeUpstream(options, time, random: () => 0);
        Client = ClaudeChatClient.Create(Upstream, options, ModelCatalog.BuiltIn, new ClaudeBudgets { Ledger = Ledger, Options = budgets }, time);
    }

    public MessagesEmulator Emulator { get; }

    public FakeTime Time { get; }

    public UsageLedger Ledger { get; }

    public ClaudeUpstream Upstream { get; }

    public IChatClient Client { get; }

    public static async Task<BudgetFixture> StartAsync(
        Action<ClaudeOptions>? configure = null, UsageLimits? limits = null, BudgetOptions? budgets = null, EmulatorOptions? emulator = null)
    {
        var time = new FakeTime();
        var folder = Directory.CreateTempSubdirectory("memori-tests-");
        var database = await SqliteDatabase.OpenAsync(Path.Combine(folder.FullName, "state.db"), time);
        await database.MigrateAsync(typeof(UsageLedger).Assembly);
        var api = await MessagesEmulator.StartAsync((emulator ?? new EmulatorOptions()) with { Time = time });
        var options = new ClaudeOptions
        {
            ApiKey = "k",
            BaseUrl = api.BaseUrl,
            Model = "claude-sonnet-5-5",
            MaxOutputTokens = 1_000,
            RetryDelay = TimeSpan.Zero,
            BreakerMinimumCalls = 10_000,
        };
        configure?.Invoke(options);
        return new BudgetFixture(folder, database, api, time, limits ?? new UsageLimits(), options, budgets ?? new BudgetOptions());
    }

    public async Task<ChatResponse> AskAsync(string text = "Hello", ChatOptions? options = null)
    {
        using var paying = Payer.Use(new Payer { UserId = User });
        return await Client.GetResponseAsync([new ChatMessage(ChatRole.User, text)], options, TestContext.Current.CancellationToken);
    }

    public async Task<ChatResponse> StreamAsync(string text = "Hello", ChatOptions? options = null)
    {
        using var paying = Payer.Use(new Payer { UserId = User });
        return await Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, text)], options, TestContext.Current.CancellationToken)
            .ToChatResponseAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All entries, in order. Fails when anything is still reserved.</summary>
    public async Task<IReadOnlyList<Entry>> EntriesAsync()
    {
        var entries = await QueryAsync(
            "SELECT kind, user_id, model, input_tokens, output_tokens, cache_creation_tokens, cache_read_tokens, cost_picodollars FROM ledger_entry ORDER BY at, id",
            row => new Entry(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                new TokenUsage
                {
                    InputTokens = row.GetInt64(3),
                    OutputTokens = row.GetInt64(4),
                    CacheCreationInputTokens = row.GetInt64(5),
                    CacheReadInputTokens = row.GetInt64(6),
                    CostPicodollars = row.GetInt64(7),
                }));
        (await QueryAsync("SELECT count(*) FROM ledger_reservation", row => row.GetInt64(0))).ShouldBe([0]);
        (await Ledger.CheckAsync(new Payer { UserId = User }, 0)).CurrentUsage.ShouldBe(entries.Where(entry => entry.User == User).Sum(entry => entry.Usage.TotalTokens));
        return entries;
    }

    public async Task<Entry> EntryAsync() => (await EntriesAsync()).ShouldHaveSingleItem();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Upstream.Dispose();
        await Emulator.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private Task<List<T>> QueryAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read) => _database.ReadAsync(async (connection, token) =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<T>();
        while (await reader.ReadAsync(token))
        {
            rows.Add(read(reader));
        }

        return rows;
    });
}
