using System.Net;
using System.Text;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;
using Memori.Server.Tests.Proxy;

namespace Memori.Server.Tests.Attacks;

public sealed class DoorRoomTests
{
    private const string Begin = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"Hi"}],"metadata":{"user_id":"x"}}""";

    [Fact]
    public async Task Large_bodies_together_are_bounded_and_small_ones_always_have_room()
    {
        await using var door = await DoorFixture.StartAsync();
        door.Emulator.Respond(_ => Reply.Silence());
        var large = Encoding.UTF8.GetBytes(Begin + new string(' ', (31 << 20) - Begin.Length));
        using var over = new CancellationTokenSource();
        var held = Enumerable.Range(0, 8).Select(_ => door.Client.SendAsync(DoorFixture.Request(large), over.Token)).ToArray();
        await door.Emulator.ReceivedAsync(8);

        using var refused = await door.Client.SendAsync(DoorFixture.Request(large), TestContext.Current.CancellationToken);
        ((int)refused.StatusCode).ShouldBe(529);
        door.Emulator.Respond(_ => Reply.Text("OK"));
        using var small = await door.SendAsync(Begin);
        small.StatusCode.ShouldBe(HttpStatusCode.OK);

        await over.CancelAsync();
        foreach (var call in held)
        {
            await Should.ThrowAsync<OperationCanceledException>(call);
        }
    }

    [Fact]
    public async Task Small_bodies_of_unannounced_length_all_have_room()
    {
        await using var door = await DoorFixture.StartAsync();
        var gate = new StreamGate();
        door.Emulator.Respond(_ => Reply.Text("OK") with { Shape = new StreamShape { Gate = gate } });
        var streamed = Encoding.UTF8.GetBytes(Begin[..^1] + ",\"stream\":true}");
        var calls = Enumerable.Range(0, 200).Select(async _ =>
        {
            using var request = DoorFixture.Request(streamed);
            request.Headers.TransferEncodingChunked = true;
            using var response = await door.Client.SendAsync(request);
            return response.StatusCode;
        }).ToArray();
        await door.Emulator.ReceivedAsync(200);
        gate.Open();
        (await Task.WhenAll(calls)).ShouldAllBe(status => status == HttpStatusCode.OK);
    }
}
