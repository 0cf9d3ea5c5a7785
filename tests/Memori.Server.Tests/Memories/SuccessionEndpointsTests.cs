using System.Diagnostics;

namespace Memori.Server.Tests.Memories;

public sealed class SuccessionEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_a_person_says_is_kept_at_once_and_understood_soon()
    {
        var ann = new MemoryApi(server.Client, "ann-observed", "s1");
        var exchange = new { id = "x1", user_message = "Please always show revenue in euros.", assistant_message = "I will." };

        var observed = (await ann.PostAsync(MemoryApi.Route + "/observe", exchange)).ShouldBe(200);
        observed["user_turn"]!["session_id"]!.GetValue<string>().ShouldBe("s1");
        (await ann.SearchAsync("euros")).ShouldNotBeEmpty();
        (await ann.PostAsync(MemoryApi.Route + "/observe", exchange)).ShouldBe(200)["user_turn"]!["id"]!.GetValue<string>()
            .ShouldBe((string)observed["user_turn"]!["id"]!);

        var started = Stopwatch.GetTimestamp();
        string[] preferences;
        do
        {
            preferences = await ann.ListAsync("?kind=preference");
        }
        while (preferences.Length == 0 && Stopwatch.GetElapsedTime(started) < Patience);

        preferences.ShouldHaveSingleItem().ShouldContain("euros");
        (await ann.PostAsync(MemoryApi.Route + "/observe", new { user_message = " " })).ShouldBe(400);
    }

    [Fact]
    public async Task A_correction_takes_the_place_of_what_was_said_and_can_be_undone()
    {
        var ann = new MemoryApi(server.Client, "ann-corrects", "s1");
        var bob = new MemoryApi(server.Client, "bob-corrects", "s1");
        var id = (string)(await ann.AddAsync(new { content = "财年从四月开始。", kind = "rule" }))["id"]!;

        (await bob.PostAsync(MemoryApi.At(id) + "/supersede", new { content = "财年从一月开始。", kind = "rule" })).ShouldBe(404);
        var successor = (await ann.PostAsync(MemoryApi.At(id) + "/supersede", new { content = "财年从七月开始。", kind = "rule" })).ShouldBe(200);
        (await ann.SearchAsync("财年从几月开始")).ShouldBe(["财年从七月开始。"]);

        var versions = (await ann.GetAsync(MemoryApi.At(id) + "/history")).ShouldBe(200)["versions"]!.AsArray();
        versions.Select(version => (string)version!["memory"]!["id"]!).ShouldBe([id, (string)successor["id"]!]);
        versions[0]!["reason"]!.GetValue<string>().ShouldBe("told");
        (await bob.GetAsync(MemoryApi.At(id) + "/history")).ShouldBe(404);

        (await ann.PostAsync(MemoryApi.At(id) + "/restore", new { })).ShouldBe(200)["status"]!.GetValue<string>().ShouldBe("active");
        (await ann.SearchAsync("财年从几月开始")).ShouldBe(["财年从四月开始。"]);
    }
}
