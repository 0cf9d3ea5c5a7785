using System.Net;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Memori.Server.Access.Keys;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>Callers of the door who want to be somebody else: for their money, their limits or their key (16 and 18 of the attacks).</summary>
public sealed class DoorCallerAttackTests
{
    private const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";

    [Theory]
    [InlineData("X-Session-Id")]
    [InlineData("X-Memori-Namespace")]
    public async Task A_header_that_nobody_can_read_charges_nobody_else(string header)
    {
        await using var door = await DoorFixture.StartAsync();
        var key = await KeyAsync(door);
        await door.Ledger.SetLimitsAsync(LedgerSubject.User("alice"), new SubjectLimits(0, null));
        using var response = await door.SendAsync(Body, headers: [("x-api-key", key), (header, new string('s', 201))]);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        door.Emulator.Requests.ShouldBeEmpty();
        (await door.StopAsync(Payer.Unattributed.UserId)).Used.ShouldBe(0);
    }

    [Theory]
    [InlineData("x-api-key", "")]
    [InlineData("Authorization", "Bearer ")]
    public async Task A_key_of_ours_never_goes_to_the_API(string header, string scheme)
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyKeys = "own" });
        var key = await KeyAsync(door);
        var other = header == "x-api-key" ? ("Authorization", "Bearer sk-ant-1") : ("x-api-key", "sk-ant-1");
        using var response = await door.SendAsync(Body, headers: [(header, scheme + key), other]);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sent = door.Emulator.Requests.ShouldHaveSingleItem().Headers;
        sent.Values.ShouldAllBe(value => !value.Contains(key));
        sent[other.Item1].ShouldBe(other.Item2);
    }

    [Fact]
    public async Task Counting_that_the_API_refuses_holds_no_call_back()
    {
        await using var door = await DoorFixture.StartAsync(emulated: new EmulatorOptions { CountingFault = Reply.Fault(429).After(3600) });
        using var counted = await door.SendAsync(Body.Replace(""" "max_tokens":90,""".Trim(), "", StringComparison.Ordinal), DoorFixture.Messages + "/count_tokens");
        counted.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var response = await door.SendAsync(Body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> KeyAsync(DoorFixture door) =>
        (await door.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("alice", KeyRole.User, "alice"))).Secret;
}
