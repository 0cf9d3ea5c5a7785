using System.Text.Json.Nodes;
using Memori.Server;
using Memori.Server.Configuration;
using Memori.Server.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Tests.Sessions;

public sealed class SessionsCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Sessions_are_listed_shown_read_and_ended()
    {
        (await _cli.RunAsync("sessions", "list", "--json")).ShouldExit(0).Json["sessions"]!.AsArray().ShouldBeEmpty();
        await BeginAsync("安", "s/1");
        await BeginAsync("local", "mine");
        (await _cli.RunAsync("memory", "observe", "--user", "安", "--session", "s/1", "--said", "What did we sell?", "--answered", "Mostly [tea].")).ShouldExit(0);

        (await _cli.RunAsync("sessions", "list", "--active", "--json")).ShouldExit(0).Json["sessions"]!.AsArray().Count.ShouldBe(2);
        (await _cli.RunAsync("sessions", "list", "--user", "安", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("进行中");
        (await _cli.RunAsync("sessions", "list", "--limit", "0")).ShouldExit(2).Errors.ShouldContain("--limit");
        (await _cli.RunAsync("sessions", "show", "s/1")).ShouldExit(1).Errors.ShouldContain("session-not-found");
        (await _cli.RunAsync("sessions", "show", "s/1", "--user", "安", "--json")).ShouldExit(0).Json["metadata"]!["made_by"]!.GetValue<string>().ShouldBe("test");
        (await _cli.RunAsync("sessions", "transcript", "s/1", "--user", "安", "--json")).ShouldExit(0).Json["entries"]!.AsArray().Count.ShouldBe(2);
        (await _cli.RunAsync("sessions", "transcript", "s/1", "--user", "安", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("Mostly [tea].");

        var ended = (await _cli.RunAsync("sessions", "end", "s/1", "--user", "安", "--delete-memories", "--json")).ShouldExit(0).Json;
        ((string)ended["session"]!["why"]!, (int)ended["deleted_memories"]!).ShouldBe(("ended", 2));
        (await _cli.RunAsync("sessions", "end", "mine")).ShouldExit(0).Output.ShouldContain("over");
        (await _cli.RunAsync("sessions", "list", "--active", "--json")).ShouldExit(0).Json["sessions"]!.AsArray().ShouldBeEmpty();
    }

    private async Task BeginAsync(string user, string id)
    {
        await using var services = new ServiceCollection().AddMemoriService(new MemoriSettings { DataDirectory = _cli.Path("data") }).BuildServiceProvider();
        await ServiceStartup.PrepareAsync(services);
        await services.GetRequiredService<UserSessions>().CreateAsync(user, id, new JsonObject { ["made_by"] = "test" });
    }
}
