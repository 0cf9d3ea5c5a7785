namespace Memori.Server.Tests.Sessions;

public sealed class SessionCleanupTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memori-sessions-");
    private readonly SessionClock _clock = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("keep", 2, 0)]
    [InlineData("archive", 0, 2)]
    [InlineData("delete", 0, 0)]
    public async Task Cleanup_HandlesTheSessionsOwnMemoriesByPolicy_AndNoOthers(string policy, int active, int archived)
    {
        await using var host = await OpenAsync(policy);
        var (old, other, twin) = (Scope.Create("ann", "s"), Scope.Create("ann", "other"), Scope.Create("bob", "s"));
        foreach (var scope in new[] { old, other, twin })
        {
            (await host.Sessions.UseAsync(scope)).Dispose();
            await host.Memory.RememberAsync(scope, Turn("We spoke of revenue."));
            await host.Memory.RememberAsync(Scope.Create(scope.UserId, scope.SessionId, "datasource:1"), Turn("And of costs."));
        }

        await host.Memory.RememberAsync(old, new NewMemory { Content = "Show euros.", Kind = MemoryKind.Preference });
        _clock.Advance(TimeSpan.FromHours(20));
        (await host.Sessions.CreateAsync("ann", "young")).IsNew.ShouldBeTrue();
        await host.Sessions.EndAsync("ann", "young");

        (await host.Cleanup.RunAsync(default)).ShouldStartWith("3 sessions expired, 0 deleted");
        _clock.Advance(TimeSpan.FromHours(4));
        (await host.Cleanup.RunAsync(default)).ShouldBeNull("they ended an hour after they began");
        await host.Memory.RememberAsync(other, Turn("Somebody imported this later."));
        _clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var done = await host.Cleanup.RunAsync(default);

        done.ShouldStartWith("0 sessions expired, 3 deleted");
        (await host.Sessions.ListAsync(new())).ShouldHaveSingleItem().Id.ShouldBe("young");
        (await CountAsync(MemoryStatus.Active)).ShouldBe(active);
        (await CountAsync(MemoryStatus.Archived)).ShouldBe(archived);
        (await host.Memory.ListAsync(Scope.Create("ann"), new MemoryFilter { Kinds = [MemoryKind.Preference] })).ShouldHaveSingleItem();
        (await host.Cleanup.RunAsync(default)).ShouldBeNull();

        // Its id can be used again.
        (await host.Sessions.CreateAsync("ann", "s")).IsNew.ShouldBeTrue();

        async Task<int> CountAsync(MemoryStatus status) =>
            (await host.Memory.ListAsync(old, new MemoryFilter { Status = status })).Count(memory => memory.SessionId == "s");
    }

    [Fact]
    public async Task Cleanup_WithOneSessionThatFails_CleansTheOthers_AndTriesItAgain()
    {
        await using var host = await OpenAsync("archive");
        for (var i = 0; i < 250; i++)
        {
            await host.Sessions.CreateAsync("ann", $"s{i}");
        }

        await host.Memory.RememberAsync(Scope.Create("ann", "s7"), Turn("Damaged later."));
        await TestStore.DamageAsync(host.Get<IServiceProvider>(), "UPDATE memory SET metadata = 'no JSON' WHERE session_id = 's7'");
        _clock.Advance(TimeSpan.FromHours(26));

        (await host.Cleanup.RunAsync(default)).ShouldBe("250 sessions expired, 249 deleted, 0 memories archived, 1 sessions failed");
        (await host.Sessions.ListAsync(new())).ShouldHaveSingleItem().Id.ShouldBe("s7");
        (await host.Cleanup.RunAsync(default)).ShouldBe("0 sessions expired, 0 deleted, 0 memories archived, 1 sessions failed");
    }

    [Fact]
    public async Task Cleanup_Stopped_GoesOnWhereItWas()
    {
        await using var host = await OpenAsync("delete");
        for (var i = 0; i < 30; i++)
        {
            (await host.Sessions.UseAsync(Scope.Create("ann", $"s{i}"))).Dispose();
            await host.Memory.RememberAsync(Scope.Create("ann", $"s{i}"), Turn($"Turn {i}"));
        }

        _clock.Advance(TimeSpan.FromHours(26));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => host.Cleanup.RunAsync(stopped.Token));
        (await host.Cleanup.RunAsync(default)).ShouldEndWith("30 deleted, 30 memories deleted");
        (await host.Memory.ListAsync(Scope.Create("ann"))).ShouldBeEmpty();
    }

    private static NewMemory Turn(string text) => new() { Content = text, Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto };

    private Task<SessionHost> OpenAsync(string policy) =>
        SessionHost.OpenAsync(_folder.FullName, _clock, settings => settings with { SessionMemoryPolicy = policy });
}
