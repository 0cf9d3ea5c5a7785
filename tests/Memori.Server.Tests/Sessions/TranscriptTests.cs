using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Sessions;

public sealed class TranscriptTests : IAsyncLifetime
{
    private SessionServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SessionServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Transcript_ShowsExchangesAndQuestionsInTheirOrder_AndTheSessionsAlone()
    {
        await ObserveAsync("s", "What did we sell in spring?", "Mostly tea.");
        (await _server.SendAsync("POST", "/api/text2sql/generate", new { datasource_id = 1, query = "How many orders are there?" }, session: "s")).ShouldBe(200);
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await ObserveAsync("s", "谢谢", "不客气");
        await ObserveAsync("other", "Not for this session.", "No.");
        (await _server.SendAsync("POST", "/api/memories", new { content = "Show euros.", kind = "preference" }, session: "s")).ShouldBe(201);

        var transcript = await TranscriptAsync("s");
        var entries = transcript["entries"]!.AsArray();
        entries.Select(entry => $"{entry!["role"]}: {entry["content"]}").ShouldBe(
            ["user: What did we sell in spring?", "assistant: Mostly tea.", "user: How many orders are there?", "user: 谢谢", "assistant: 不客气"]);
        ((string)entries[0]!["exchange_id"]!).ShouldBe((string)entries[1]!["exchange_id"]!);
        entries[2]!["sql"]!.GetValue<string>().ShouldContain("COUNT", Case.Insensitive);
        ((int)entries[2]!["datasource_id"]!, (int)transcript["total"]!).ShouldBe((1, 5));

        var page = await TranscriptAsync("s", "?offset=3&limit=1");
        ((string)page["entries"]!.AsArray().ShouldHaveSingleItem()!["content"]!).ShouldBe("谢谢");
        (await _server.SendAsync("GET", "/api/sessions/s/transcript", user: "bob")).ShouldBeProblem(404, "session-not-found");
    }

    [Fact]
    public async Task Transcript_OfWhatWasDeleted_ShowsItNoMore()
    {
        await ObserveAsync("s", "My secret is 42.", "I see.");
        var entries = (await TranscriptAsync("s"))["entries"]!.AsArray();
        (await _server.SendAsync("DELETE", $"/api/memories/{entries[0]!["memory_id"]}", session: "s")).Status.ShouldBe(204);
        (await TranscriptAsync("s"))["entries"]!.AsArray().ShouldHaveSingleItem()!["content"]!.GetValue<string>().ShouldBe("I see.");

        var ended = (await _server.SendAsync("DELETE", "/api/sessions/s?memories=delete")).ShouldBe(200);
        ((int)ended["deleted_memories"]!).ShouldBe(1);
        (await TranscriptAsync("s"))["entries"]!.AsArray().ShouldBeEmpty();
        (await _server.Memory.ListAsync(Scope.Create("ann"))).ShouldNotContain(memory => memory.SessionId == "s");
    }

    [Fact]
    public async Task Transcript_OfALongSession_IsPagedWithoutGapOrRepetition()
    {
        for (var i = 0; i < 620; i++)
        {
            _server.Clock.Advance(TimeSpan.FromMilliseconds(i % 2));
            await _server.Memory.RememberAsync(Scope.Create("ann", "s", $"n{i % 3}"), new NewMemory { Content = $"Turn {i}", Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto, Speaker = "user" });
        }

        List<string> all = [];
        for (var offset = 0; offset < 620; offset += 100)
        {
            all.AddRange((await TranscriptAsync("s", $"?offset={offset}"))["entries"]!.AsArray().Select(entry => (string)entry!["content"]!));
        }

        all.ShouldBe(Enumerable.Range(0, 620).Select(i => $"Turn {i}"));
    }

    private async Task ObserveAsync(string session, string question, string answer) =>
        (await _server.SendAsync("POST", "/api/memories/observe", new { user_message = question, assistant_message = answer }, session: session)).Status.ShouldBeInRange(200, 202);

    private async Task<JsonNode> TranscriptAsync(string session, string query = "") =>
        (await _server.SendAsync("GET", $"/api/sessions/{session}/transcript{query}")).ShouldBe(200);
}
