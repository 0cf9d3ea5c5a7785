using System.Text.Json.Nodes;
using Memori.Server.Sessions;
using Memori.Server.Users;

namespace Memori.Server.Tests.Sessions;

public sealed class UserSessionsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memori-sessions-");
    private readonly SessionClock _clock = new();
    private SessionHost _host = null!;

    private UserSessions Sessions => _host.Sessions;

    public async ValueTask InitializeAsync() =>
        _host = await SessionHost.OpenAsync(_folder.FullName, _clock, settings => settings with { SessionRetentionHours = 10_000 });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Use_WithinTheTimeout_SlidesIt_AndAfterItTheSessionIsOverForGood()
    {
        var (session, isNew) = await Sessions.CreateAsync("ann");
        (isNew, Guid.Parse(session.Id).Version, session.End).ShouldBe((true, 7, null));
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(60));
            (await UseAsync("ann", session.Id)).ShouldBeNull();
        }

        _clock.Advance(TimeSpan.FromMinutes(60) + TimeSpan.FromMilliseconds(2));
        (await UseAsync("ann", session.Id)).ShouldBe("session-expired");
        (await UseAsync("ann", session.Id)).ShouldBe("session-expired");
        var over = (await Sessions.ListAsync(new SessionQuery())).Single();
        (over.End, over.EndedAt, over.Requests).ShouldBe((SessionEnd.Expired, session.CreatedAt.AddHours(6), 5));
        (await Should.ThrowAsync<MemoriException>(() => Sessions.CreateAsync("ann", session.Id))).Code.ShouldBe("session-id-taken");
    }

    [Fact]
    public async Task Use_UnderWayForLongerThanTheTimeout_KeepsTheSession()
    {
        var use = await Sessions.UseAsync(Scope.Create("ann", "s"));
        _clock.Advance(TimeSpan.FromHours(3));
        (await _host.Cleanup.RunAsync(default)).ShouldBeNull();
        (await UseAsync("ann", "s")).ShouldBeNull();
        _clock.Advance(TimeSpan.FromHours(3));
        use.Dispose();
        use.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(59));
        (await UseAsync("ann", "s")).ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(61));
        (await _host.Cleanup.RunAsync(default)).ShouldStartWith("1 sessions expired");
    }

    [Fact]
    public async Task Use_By200AtOnce_BeginsOneSession_AndCountsThemAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => UseAsync("ann", "s")));
        var session = (await Sessions.ListAsync(new SessionQuery { UserId = "ann" })).ShouldHaveSingleItem();
        (session.Id, session.Requests).ShouldBe(("s", 200));
    }

    [Fact]
    public async Task Use_OfAnUnknownSession_IsRefusedWhenTheyAreNotBegunByThemselves()
    {
        await using var strict = await SessionHost.OpenAsync(_folder.FullName, _clock, settings => settings with { SessionAutoCreate = false });
        (await CodeAsync(() => strict.Sessions.UseAsync(Scope.Create("ann", "s")))).ShouldBe("session-unknown");
        await strict.Sessions.CreateAsync("ann", "s");
        (await CodeAsync(() => strict.Sessions.UseAsync(Scope.Create("ann", "s")))).ShouldBeNull();
        (await CodeAsync(() => strict.Sessions.UseAsync(Scope.Create("bob", "s")))).ShouldBe("session-unknown");
    }

    [Fact]
    public async Task Sessions_OfTwoUsersWithTheSameId_KnowNothingOfEachOther()
    {
        await Sessions.CreateAsync("ann", "s", new JsonObject { ["whose"] = "ann" });
        (await Sessions.FindAsync("bob", "s")).ShouldBeNull();
        (await Sessions.ValidateAsync("bob", "s")).ShouldBeNull();
        (await Sessions.EndAsync("bob", "s")).ShouldBeNull();
        (await Sessions.DescribeAsync("bob", "s", [])).ShouldBeNull();
        await UseAsync("bob", "s");
        await Sessions.EndAsync("ann", "s");

        (await UseAsync("ann", "s")).ShouldBe("session-ended");
        (await UseAsync("bob", "s")).ShouldBeNull();
        (await Sessions.FindAsync("bob", "s"))!.Metadata.ShouldBeNull();
        (await Sessions.ListAsync(new SessionQuery { UserId = "bob" })).ShouldHaveSingleItem().UserId.ShouldBe("bob");
    }

    [Fact]
    public async Task Session_EndedByAnotherProcess_IsRefusedAtOnce()
    {
        (await UseAsync("ann", "s")).ShouldBeNull();
        await using (var other = await SessionHost.OpenAsync(_folder.FullName, _clock))
        {
            (await other.Sessions.EndAsync("ann", "s"))!.End.ShouldBe(SessionEnd.Ended);
        }

        (await UseAsync("ann", "s")).ShouldBe("session-ended");
    }

    [Fact]
    public async Task Sessions_OutliveARestart_AndAKillLosesOnlyTheSecondsThatWereNotWritten()
    {
        await using var killed = await SessionHost.OpenAsync(_folder.FullName, _clock.Hurried());
        await killed.Sessions.CreateAsync("ann", "s", new JsonObject { ["project"] = "春" });
        _clock.Advance(TimeSpan.FromMinutes(50));
        (await killed.Sessions.UseAsync(Scope.Create("ann", "s"))).Dispose();

        // The timer rings at once here; else within five seconds.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (killed.Sessions.Held > 0)
        {
            await Task.Delay(1, patience.Token);
        }

        // The first is still open, as if it had been killed: nothing more comes from it.
        await using var next = await SessionHost.OpenAsync(_folder.FullName, _clock);
        var session = (await next.Sessions.FindAsync("ann", "s"))!;
        (session.LastActivity - session.CreatedAt, session.Requests, (string)session.Metadata!["project"]!).ShouldBe((TimeSpan.FromMinutes(50), 1, "春"));
        _clock.Advance(TimeSpan.FromMinutes(50));
        (await CodeAsync(() => next.Sessions.UseAsync(Scope.Create("ann", "s")))).ShouldBeNull();
    }

    [Fact]
    public async Task Use_ThatWasNotWrittenYet_IsWrittenWhenTheServiceStops()
    {
        (await UseAsync("ann", "s")).ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(40));
        (await UseAsync("ann", "s")).ShouldBeNull();
        await _host.DisposeAsync();
        _host = await SessionHost.OpenAsync(_folder.FullName, _clock);
        _clock.Advance(TimeSpan.FromMinutes(40));
        (await Sessions.FindAsync("ann", "s"))!.ShouldSatisfyAllConditions(session => session.Requests.ShouldBe(2), session => session.End.ShouldBeNull());
    }

    [Fact]
    public async Task Held_GrowsWithWhatIsInUse_AndIsLetGo()
    {
        var uses = new List<SessionUse>();
        for (var i = 0; i < 1200; i++)
        {
            uses.Add(await Sessions.UseAsync(Scope.Create($"user{i % 7}", $"s{i}")));
        }

        await Sessions.ListAsync(new SessionQuery());
        Sessions.Held.ShouldBe(1200);
        uses.ForEach(use => use.Dispose());
        await Sessions.ListAsync(new SessionQuery());
        Sessions.Held.ShouldBe(0);
    }

    [Fact]
    public async Task Describe_MergesAsRfc7396Has_OrReplaces_WithinItsBounds()
    {
        await Sessions.CreateAsync("ann", "s", new JsonObject { ["a"] = 1, ["inner"] = new JsonObject { ["x"] = 1, ["y"] = 2 } });
        var merged = await Sessions.DescribeAsync("ann", "s", JsonNode.Parse("""{"a":null,"b":"值","inner":{"x":null,"z":[1]}}""")!.AsObject());
        merged!.Metadata!.ToJsonString().ShouldBe(JsonNode.Parse("""{"inner":{"y":2,"z":[1]},"b":"值"}""")!.ToJsonString());
        (await Sessions.FindAsync("ann", "s"))!.Metadata!.ToJsonString().ShouldBe(merged.Metadata.ToJsonString());
        (await Sessions.DescribeAsync("ann", "s", new JsonObject { ["only"] = true }, replace: true))!.Metadata!.ToJsonString().ShouldBe("""{"only":true}""");

        foreach (var wrong in new[] { $$"""{"big":"{{new string('大', 6000)}}"}""", """{"a":1,"a":2}""", """{"half":"\ud800"}""", string.Concat(Enumerable.Repeat("""{"a":""", 20)) + "1" + new string('}', 20) })
        {
            var code = await CodeAsync(() => Sessions.DescribeAsync("ann", "s", JsonNode.Parse(wrong)!.AsObject()));
            code.ShouldBe("invalid-metadata");
        }

        // Many small changes don't add up to more than one may be.
        string? refused = null;
        for (var i = 0; i < 20 && refused is null; i++)
        {
            var name = $"part{i}";
            refused = await CodeAsync(() => Sessions.DescribeAsync("ann", "s", new JsonObject { [name] = new string('x', 1000) }));
        }

        refused.ShouldBe("invalid-metadata");
        await Sessions.EndAsync("ann", "s");
        (await CodeAsync(() => Sessions.DescribeAsync("ann", "s", []))).ShouldBe("session-ended");
    }

    [Fact]
    public async Task Forget_TakesThePersonsSessionsAlone()
    {
        await UseAsync("ann", "1");
        await UseAsync("ann", "2");
        await UseAsync("bob", "1");
        var data = _host.Get<IEnumerable<IUserData>>().Single(part => part.Name == "sessions");
        (await data.ForgetAsync("ann", default)).ShouldBe(2);
        (await data.ForgetAsync("ann", default)).ShouldBe(0);
        (await Sessions.ListAsync(new SessionQuery())).ShouldHaveSingleItem().UserId.ShouldBe("bob");
        Sessions.Held.ShouldBe(0);
    }

    [Fact]
    public async Task List_ByState_KnowsThoseThatExpiredWithoutAnyoneNoticing()
    {
        await UseAsync("ann", "old");
        _clock.Advance(TimeSpan.FromMinutes(61));
        await UseAsync("ann", "new");
        await Sessions.CreateAsync("ann", "ended");
        await Sessions.EndAsync("ann", "ended");

        (await IdsAsync(null)).ShouldBe(["new", "ended", "old"], ignoreOrder: true);
        (await IdsAsync(true)).ShouldBe(["new"]);
        (await IdsAsync(false)).ShouldBe(["ended", "old"], ignoreOrder: true);
        (await Sessions.ListAsync(new SessionQuery { UserId = "ann", Offset = 2, Limit = 5 })).ShouldHaveSingleItem().Id.ShouldBe("old");

        async Task<IEnumerable<string>> IdsAsync(bool? active) => (await Sessions.ListAsync(new SessionQuery { UserId = "ann", Active = active })).Select(session => session.Id);
    }

    [Fact]
    public async Task Use_OnAFullDisk_GoesOn_AndWhatCouldNotBeWrittenIsWrittenLater()
    {
        TestStore.OnlyEmbedded();
        await UseAsync("ann", "known");
        await SqlAsync("PRAGMA max_page_count = 1");
        _clock.Advance(TimeSpan.FromMinutes(40));

        // So many that they need another page.
        for (var i = 0; i < 300; i++)
        {
            (await UseAsync("ann", $"{i}-{new string('x', 190)}")).ShouldBeNull();
        }

        (await UseAsync("ann", "known")).ShouldBeNull();
        (await CodeAsync(() => Sessions.CreateAsync("ann", $"{new string('y', 200)}", new JsonObject { ["big"] = new string('x', 10_000) }))).ShouldBe("state-disk-full");
        await SqlAsync("PRAGMA max_page_count = 1000000");
        await Sessions.ListAsync(new SessionQuery());
        await using var next = await SessionHost.OpenAsync(_folder.FullName, _clock);
        _clock.Advance(TimeSpan.FromMinutes(40));
        (await next.Sessions.FindAsync("ann", "known"))!.End.ShouldBeNull();
        Sessions.Held.ShouldBe(0);
    }

    /// <summary>Whatever is done in whatever order, the sessions stand as a plain reckoning has it; also after a restart.</summary>
    [Fact]
    public async Task Sessions_AfterAnySequenceOfActs_StandAsAPlainReckoningHasThem()
    {
        var random = new Random(7);
        var model = new Dictionary<string, (DateTimeOffset Last, SessionEnd? End, int Requests)>();
        for (var step = 0; step < 600; step++)
        {
            var id = $"s{random.Next(4)}-{step / 60}";
            switch (random.Next(12))
            {
                case < 5:
                    var refused = await UseAsync("ann", id);
                    refused.ShouldBe(Standing(id) switch { SessionEnd.Expired => "session-expired", SessionEnd.Ended => "session-ended", _ => null });
                    if (refused is null)
                    {
                        model[id] = (_clock.GetUtcNow(), null, model.GetValueOrDefault(id).Requests + 1);
                    }

                    break;
                case < 9:
                    _clock.Advance(TimeSpan.FromMinutes(random.Next(25)));
                    break;
                case 9:
                    await Sessions.EndAsync("ann", id);
                    if (model.TryGetValue(id, out var known) && Standing(id) is null)
                    {
                        model[id] = known with { End = SessionEnd.Ended };
                    }

                    break;
                case 10:
                    await _host.Cleanup.RunAsync(default);
                    break;
                default:
                    await _host.DisposeAsync();
                    _host = await SessionHost.OpenAsync(_folder.FullName, _clock, settings => settings with { SessionRetentionHours = 10_000 });
                    break;
            }

            (await Sessions.FindAsync("ann", id))?.End.ShouldBe(Standing(id), $"step {step}");
        }

        var all = await Sessions.ListAsync(new SessionQuery { Limit = 1000 });
        all.Select(session => (session.Id, session.LastActivity, session.End, (int)session.Requests)).Order()
            .ShouldBe(model.Select(pair => (pair.Key, pair.Value.Last, Standing(pair.Key), pair.Value.Requests)).Order());

        SessionEnd? Standing(string id) => !model.TryGetValue(id, out var known) ? null
            : known.End ?? (_clock.GetUtcNow() - known.Last > TimeSpan.FromMinutes(60) ? SessionEnd.Expired : null);
    }

    private Task<object?> SqlAsync(string sql) => _host.Get<Memori.Storage.IDatabase>().WriteAsync(async (transaction, token) =>
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(token);
    });

    private Task<string?> UseAsync(string user, string session) => CodeAsync(async () => (await Sessions.UseAsync(Scope.Create(user, session))).Dispose());

    private static async Task<string?> CodeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (MemoriException refused)
        {
            return refused.Code;
        }
    }
}
