using System.Text;
using Memori.Ledger;
using Memori.Server.Tests.Proxy;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>Requests of <c>/api/ai/chat</c> that are none: each is refused in words, and none costs or leaves anything (16 and 18 of the attacks).</summary>
public sealed class ChatAttackTests
{
    public static TheoryData<string> Bodies =>
    [
        "", "null", "[]", "{", "{}",
        """{"messages":null}""",
        """{"messages":[]}""",
        """{"messages":[null]}""",
        """{"messages":[{"role":"user","content":null}]}""",
        """{"messages":[{"role":"user","content":""}]}""",
        """{"messages":[{"role":"user","content":[]}]}""",
        """{"messages":[{"role":"user","content":[null]}]}""",
        """{"messages":[{"role":"user","content":[[]]}]}""",
        """{"messages":[{"role":"user","content":[{}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"text"}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"text","text":7}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"unheard_of","text":"x"}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"image"}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"%%%"}}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"not an address"}}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"url","url":"file:///etc/passwd"}}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"none","content":"x"}]}]}""",
        """{"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":"x"}]}]}""",
        """{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":7}]},{"role":"user","content":"Hi"}]}""",
        """{"messages":[{"role":"system","content":"Hi"}]}""",
        """{"messages":[{"role":"user","content":"a \ud800 b"}]}""",
        """{"messages":[{"role":"us\ud800er","content":"a"}]}""",
        """{"messages":[{"role":"user","content":[{"type":"te\ud800xt","text":"a"}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"text","text":"a \udfff"}]}]}""",
        """{"messages":[{"role":"user","content":[{"type":"text","t\ud800":"a"}]}]}""",
        """{"messages":[{"role":"user","content":"Hi"}],"system":"\ud800"}""",
        """{"messages":[{"role":"user","content":"Hi"}],"stop_sequences":["\ud800"]}""",
        """{"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"a\ud800","input_schema":{"type":"object"}}]}""",
        """{"\ud800":1,"messages":[{"role":"user","content":"Hi"}],"max_tokens":0}""",
        """{"messages":[{"role":"user","content":"Hi"}],"max_tokens":-1}""",
        """{"messages":[{"role":"user","content":"Hi"}],"max_tokens":99999999999}""",
        """{"messages":[{"role":"user","content":"Hi"}],"max_memory_tokens":-5,"max_tokens":0}""",
        """{"messages":[{"role":"user","content":"Hi"}],"temperature":1e400}""",
        """{"messages":[{"role":"user","content":"Hi"}],"temperature":NaN}""",
        """{"messages":[{"role":"user","content":"Hi"}],"model":"no-such-model"}""",
        """{"messages":[{"role":"user","content":"Hi"}],"memory_mode":"everything"}""",
        """{"messages":[{"role":"user","content":"Hi"}],"context_strategy":"none"}""",
        """{"messages":[{"role":"user","content":"Hi"}],"tools":[null]}""",
        """{"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"a b","input_schema":{}}]}""",
        """{"messages":[{"role":"user","content":"Hi"}],"tool_choice":{"type":"tool","name":"x"}}""",
        """{"messages":[{"role":"user","content":"Hi"}],"tools":[{"name":"a","input_schema":{"type":"object"}},null],"tool_choice":{"type":"tool","name":"x"}}""",
        """{"messages":[{"role":"user","content":"Hi"}],"stop_sequences":[null]}""",
        """{"messages":[{"role":"user","content":"Hi"}],"user_id":"bob"}""",
        """{"messages":[{"role":"user","content":"Hi"}],"namespace":"\u0001"}""",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_is_no_request_is_refused_in_words_and_costs_nothing(string body)
    {
        await using var door = await DoorFixture.StartAsync();
        foreach (var accept in (string[])["application/json", "text/event-stream"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ai/chat") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Accept", accept);
            request.Headers.Add("X-User-Id", "alice");
            request.Headers.Add("X-Session-Id", "s1");
            using var response = await door.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (accept == "application/json")
            {
                ((int)response.StatusCode).ShouldBeInRange(400, 499, text);
                text.ShouldContain("\"code\"");
            }

            text.ShouldNotContain("internal-error");
        }

        var standing = await door.StopAsync("alice");
        (standing.Used, standing.Reserved).ShouldBe((0, 0));
        (await door.Services.GetRequiredService<IDatabase>().ReadAsync((connection, token) => connection.QueryAsync(
            "SELECT COUNT(*) FROM ledger_reservation", static row => row.GetInt64(0), token))).ShouldBe([0L]);
        (await door.Services.GetRequiredService<MemoryEngine>().ListAsync(Scope.Create("alice", "s1"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_or_namespace_that_can_not_be_opens_no_other_budget()
    {
        await using var door = await DoorFixture.StartAsync();
        await door.Ledger.SetLimitsAsync(LedgerSubject.User("alice"), new SubjectLimits(0, null), TestContext.Current.CancellationToken);
        foreach (var (session, space) in ((string, string?)[])[(new string('s', 201), null), ("s", new string('n', 201)), ("s", null)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ai/chat")
            {
                Content = new StringContent($$"""{"messages":[{"role":"user","content":"Hi"}]{{(space is null ? "" : $",\"namespace\":\"{space}\"")}}}""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("X-User-Id", "alice");
            request.Headers.Add("X-Session-Id", session);
            using var response = await door.Client.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeOneOf(400, 429);
        }

        door.Emulator.Requests.ShouldBeEmpty();
    }
}
