using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using static Memori.Server.Tests.Chat.ChatFixture;

namespace Memori.Server.Tests.Chat;

/// <summary>Whoever asks pays, whatever Claude is asked for.</summary>
public sealed class PayerTests
{
    private const string Question = "Which customers bought in every month but never the same product twice?";

    [Theory]
    [InlineData("/api/text2sql/generate")]
    [InlineData("/api/v2/text2sql/generate")]
    public async Task Sql_is_charged_to_who_asked_for_it(string route)
    {
        await using var chat = await StartAsync();
        chat.Emulator.Respond(_ => Reply.Json("no answer") with { Usage = new EmulatedUsage { Input = 1_000, Output = 10 } });
        (await chat.PostAsync(Sql(), route)).Status.ShouldBeOneOf(200, 422);
        chat.Emulator.Requests.ShouldNotBeEmpty();
        chat.Emulator.Requests.ShouldAllBe(request => !request.RawBody.Contains("memori-memories", StringComparison.Ordinal));
        (await chat.Service.Ledger.TodayAsync(LedgerSubject.User("ann"))).Used.ShouldBe(1_010 * chat.Emulator.Requests.Count);
        (await chat.Service.Ledger.TodayAsync(LedgerSubject.User("bob"))).Used.ShouldBe(0);
    }

    [Fact]
    public async Task When_the_budget_is_used_up_sql_is_made_without_claude()
    {
        await using var chat = await StartAsync(settings => settings with { DailyTokenLimit = 100 });
        var (status, answer, _) = await chat.PostAsync(Sql("How many orders are there?"), "/api/text2sql/generate");
        (status, answer["generator"]!.GetValue<string>()).ShouldBe((200, "embedded"));
        (await chat.PostAsync(Sql(), "/api/text2sql/generate")).Status.ShouldBeOneOf(200, 422, 429);
        chat.Emulator.Requests.ShouldBeEmpty();
        (await chat.Service.Ledger.TodayAsync(LedgerSubject.User("ann"))).Used.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_extracted_from_an_exchange_is_charged_to_whose_it_is()
    {
        await using var chat = await StartAsync(settings => settings with { ClaudeExtraction = true });
        chat.Emulator.Respond(request => (request.Body["output_config"] is null ? Reply.Text("Nice.") : Reply.Json("""{"memories":[]}""")) with
        {
            Usage = new EmulatedUsage { Input = request.Body["output_config"] is null ? 100 : 7_000 },
        });
        await chat.AskAsync(Body("I live in Bern."));
        await chat.Emulator.ReceivedAsync(2);

        // The answer is on its way, and the ledger hears of it last.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await chat.Service.Ledger.TodayAsync(LedgerSubject.User("ann"), patience.Token)).Used < 7_100)
        {
            await Task.Yield();
        }

        (await chat.Service.StopAsync("ann")).Used.ShouldBe(7_100);
    }

    private static JsonObject Sql(string question = Question) => new() { ["user_id"] = "ann", ["session_id"] = "s1", ["datasource_id"] = 1, ["query"] = question };
}
