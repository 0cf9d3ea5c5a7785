using System.Diagnostics;
using System.Globalization;
using System.Text;
using Memori.Claude.Tokens;
using Memori.Ingestion;
using Memori.Injection;
using Memori.Ledger;
using Memori.Server;
using Memori.Server.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.DoorBenchmarks;

/// <summary>What the parts of a call cost, one after the other: processor time and bytes allocated, which tell more than waiting on a machine that others use too.</summary>
internal static class Parts
{
    private const int Rounds = 3_000;

    public static async Task<string> RunAsync(string? only)
    {
        var data = Directory.CreateTempSubdirectory("memori-door-benchmark-");
        try
        {
            await using var app = MemoriServer.Build(new MemoriSettings { DataDirectory = data.FullName, AnthropicApiKey = "benchmark" }, "http://127.0.0.1:0");
            await ServiceStartup.PrepareAsync(app.Services);
            var engine = app.Services.GetRequiredService<MemoryEngine>();
            await DoorHost.RememberAsync(engine);
            var injector = app.Services.GetRequiredService<MemoryInjector>();
            var ledger = app.Services.GetRequiredService<UsageLedger>();
            var estimator = app.Services.GetRequiredService<TokenEstimator>();
            var body = Requests.Body(1, stream: true);
            var text = new StringBuilder("| part | processor time | elapsed | allocated |\n|---|---|---|---|\n");

            Task AddPartAsync(string name, Func<int, Task> run) => only is null || name.StartsWith(only, StringComparison.Ordinal) ? AddAsync(text, name, run) : Task.CompletedTask;

            await AddPartAsync("features and bound of the prompt", _ => Task.FromResult(estimator.UpperBound("claude-sonnet-5-5", PromptFeatures.OfRequest(body))));
            await AddPartAsync("plan the block", n => injector.PlanAsync(ScopeOf(n), Turns(n), new InjectionRequest()));
            await AddPartAsync("plan and keep the block", async n => await injector.KeepAsync(ScopeOf(n), Turns(n), await injector.PlanAsync(ScopeOf(n), Turns(n), new InjectionRequest())));
            await AddPartAsync("reserve", n => ledger.ReserveAsync(Reservation(n)));
            await AddPartAsync("reserve and settle", async n => await ledger.SettleAsync(
                (await ledger.ReserveAsync(Reservation(n))).Reservation!, new Settlement(SettlementKind.Settled, new TokenUsage { InputTokens = 10, OutputTokens = 10, CostPicodollars = 5 })));
            await AddPartAsync("observe", n => engine.ObserveAsync(ScopeOf(n), new Exchange { Id = $"exchange {n}", UserMessage = Requests.Question(n), AssistantMessage = "Well." }));
            return text.ToString();
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task AddAsync(StringBuilder text, string name, Func<int, Task> part)
    {
        for (var i = 0; i < 1_000; i++)
        {
            await part(-1 - i);
        }

        var (processor, clock, bytes) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < Rounds; i++)
        {
            await part(i);
        }

        text.Append(CultureInfo.InvariantCulture, $"| {name} | {(Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Rounds:0} µs | ");
        text.Append(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(clock).TotalMicroseconds / Rounds:0} µs | {(GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1024.0 / Rounds:0.0} KiB |\n");
    }

    private static Scope ScopeOf(int n) => Scope.Create(Requests.User(n), Requests.Session(n));

    private static ConversationTurn[] Turns(int n) =>
    [
        .. Enumerable.Range(0, 8).Select(i => new ConversationTurn($"key {i} {n}", i % 2 == 0, i % 2 == 0)),
        new ConversationTurn($"key {n}", true, true, Requests.Question(n)),
    ];

    private static ReservationRequest Reservation(int n) => new()
    {
        Payer = new Payer { UserId = Requests.User(n), SessionId = Requests.Session(n), Operation = "proxy" },
        Model = "claude-sonnet-5-5",
        Tokens = 100,
        CostPicodollars = 1_000,
        Lifetime = TimeSpan.FromMinutes(5),
    };
}
