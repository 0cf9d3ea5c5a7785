using System.Text.Json.Nodes;
using Memori.Server.Tests.Chat;

namespace Memori.Server.Tests.Usage;

public sealed class SpentBudgetTests
{
    [Fact]
    public async Task Sql_is_made_by_the_built_in_generator_and_the_trace_says_why()
    {
        await using var chat = await ChatFixture.StartAsync(settings => settings with { DailyTokenLimit = 100 });
        var question = new JsonObject
        {
            ["user_id"] = "ann",
            ["session_id"] = "s1",
            ["datasource_id"] = 1,
            ["query"] = "Which customers bought in every month?",
        };
        var (status, answer, _) = await chat.PostAsync(question, "/api/text2sql/generate");
        (status, answer["generator"]!.GetValue<string>()).ShouldBe((200, "embedded"));
        answer["trace"]!.AsArray().Select(step => step!["detail"]!.GetValue<string>()).ShouldContain("failed: daily-token-limit");
        chat.Emulator.Requests.ShouldBeEmpty();
    }
}
