using System.Net;
using System.Net.Sockets;
using System.Text;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Server.Proxy.Metering;
using Memori.Server.Tests.Proxy;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>Answers and hang-ups that are to cost nothing (18 of the attacks).</summary>
public sealed class DoorMoneyAttackTests
{
    private const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";

    [Theory]
    [InlineData("-5")]
    [InlineData("1e300")]
    [InlineData("99999999999999999999")]
    [InlineData("5000000000")]
    [InlineData("12.5")]
    [InlineData("\"7\"")]
    public void A_count_that_can_not_be_is_no_end_of_the_books(string count)
    {
        using var meter = new AnswerMeter(isStream: false, wantsText: false);
        meter.Feed(Encoding.UTF8.GetBytes($$$"""{"type":"message","model":"m","content":[],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":{{{count}}}}}"""));
        meter.Complete();
        meter.IsFinal.ShouldBeFalse();
    }

    [Fact]
    public void The_input_of_a_tool_may_be_as_deep_as_it_is()
    {
        using var meter = new AnswerMeter(isStream: false, wantsText: true);
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 200)) + "1" + new string('}', 200);
        meter.Feed(Encoding.UTF8.GetBytes($$$"""{"type":"message","content":[{"type":"tool_use","id":"t","name":"n","input":{{{deep}}}}],"stop_reason":"tool_use","usage":{"input_tokens":10,"output_tokens":20}}"""));
        meter.Complete();
        meter.IsFinal.ShouldBeTrue();
        meter.Usage.Tokens.OutputTokens.ShouldBe(20);
    }

    [Theory]
    [InlineData("X-Odd: caf\u00e9")]
    [InlineData("X-Odd: a\u0001b")]
    public async Task A_header_that_can_not_be_passed_on_neither_breaks_the_call_nor_makes_it_free(string header)
    {
        const string Answer = """{"type":"message","id":"m","role":"assistant","model":"claude-sonnet-5-5","content":[{"type":"text","text":"OK"}],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":20}}""";
        using var api = new TcpListener(IPAddress.Loopback, 0);
        api.Start();
        var serving = Task.Run(
            async () =>
            {
                using var connection = await api.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
                var stream = connection.GetStream();
                var read = new byte[64 * 1024];
                var request = "";
                while (!request.EndsWith(']' + "}", StringComparison.Ordinal))
                {
                    request += Encoding.Latin1.GetString(read, 0, await stream.ReadAsync(read, TestContext.Current.CancellationToken));
                }

                await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Answer.Length}\r\n{header}\r\n\r\n{Answer}"), TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken);
        await using var door = await DoorFixture.StartAsync(claude: options => options.BaseUrl = new Uri($"http://{api.LocalEndpoint}"));
        using var response = await door.SendAsync(Body);
        await serving;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Answer);
        (await door.StopAsync()).Used.ShouldBe(30);
    }

    [Fact]
    public async Task Clients_that_hang_up_at_any_moment_leave_books_that_add_up()
    {
        await using var door = await DoorFixture.StartAsync();
        var text = string.Join(' ', Enumerable.Repeat("word", 60));
        door.Emulator.Respond(_ => Reply.Text(text));
        await Task.WhenAll(Enumerable.Range(0, 120).Select(async i =>
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            gone.CancelAfter(TimeSpan.FromMilliseconds(i / 2.0));
            try
            {
                using var request = DoorFixture.Request(Encoding.UTF8.GetBytes(Body.Replace("90,", "90,\"stream\":true,", StringComparison.Ordinal)), headers: ("X-User-Id", "u" + (i % 7)));
                using var response = await door.Client.SendAsync(request, i % 3 == 0 ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, gone.Token);
            }
            catch (OperationCanceledException)
            {
                // As was meant.
            }
        }));
        await door.StopAsync();
        var database = door.Services.GetRequiredService<IDatabase>();
        (await CountAsync(database, "SELECT COUNT(*) FROM ledger_reservation")).ShouldBe(0);
        (await door.Ledger.ReconcileAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBeEmpty();
        var paid = await CountAsync(database, "SELECT COUNT(*) FROM ledger_entry WHERE kind <> 'released'");
        paid.ShouldBeGreaterThanOrEqualTo(door.Emulator.Requests.Count, "every answer that was asked for is paid for");
        (await CountAsync(database, "SELECT COUNT(*) FROM ledger_entry WHERE kind <> 'released' AND output_tokens < 50")).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"type":"url","url":"https://example.org/long.pdf"}""")]
    [InlineData("""{"type":"base64","media_type":"application/pdf","data":"JVBERi0xLjcKMSAwIG9iajw8L1R5cGUgL1BhZ2UgPj4KJSVFT0Y="}""")]
    public async Task A_document_whose_pages_do_not_show_is_not_taken_for_a_short_one(string source)
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 400_000 }, emulated: new EmulatorOptions { CountingFault = Reply.Fault(429) });
        door.Emulator.Respond(_ => Reply.Text("Long.") with { Usage = new EmulatedUsage { Input = 180_000, Output = 5 } });
        var read = $$"""{"model":"claude-sonnet-4-5-20250929","max_tokens":90,"messages":[{"role":"user","content":[{"type":"document","source":{{source}}},{"type":"text","text":"Read it."}]}]}""";
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var response = await door.SendAsync(read);
        }));
        (await door.StopAsync()).Used.ShouldBeInRange(180_000, 400_000);
    }

    [Theory]
    [InlineData("""{"\ud800":1,""")]
    [InlineData("""{"metadata":{"user_id":"\ud800"},""")]
    [InlineData("""{"metadata":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],""")]
    public async Task What_the_budget_refuses_is_refused_whatever_else_is_in_the_body(string begin)
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { DailyTokenLimit = 105 });
        using var response = await door.SendAsync(begin + Body[1..]);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await door.StopAsync()).Used.ShouldBe(0);
    }

    private static async Task<long> CountAsync(IDatabase database, string sql) =>
        (await database.ReadAsync((connection, token) => connection.QueryAsync(sql, static row => row.GetInt64(0), token))).Single();
}
