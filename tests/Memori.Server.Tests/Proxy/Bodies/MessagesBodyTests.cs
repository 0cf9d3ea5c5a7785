using System.Text;
using System.Text.Json.Nodes;
using Memori.Server.Proxy.Bodies;

namespace Memori.Server.Tests.Proxy.Bodies;

public sealed class MessagesBodyTests
{
    [Theory]
    [InlineData("""{"role":"user","content":"Hi é"}""", """{ "role" : "user", "content" : [ {"type":"text","text":"Hi \u00e9"} ] }""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}""", """{"role":"user","content":"a"}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"thinking","thinking":"…","signature":"s"},{"type":"text","text":"a"}]}""", """{"role":"assistant","content":"a"}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"redacted_thinking","data":"x"},{"type":"text","text":"a"}]}""", """{"role":"assistant","content":"a"}""")]
    [InlineData(
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"r","cache_control":{"type":"ephemeral"}}]}]}""",
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"r"}]}]}""")]
    public void The_same_message_has_the_same_key_in_any_dress(string one, string other) => Keys(one).ShouldBe(Keys(other));

    [Theory]
    [InlineData("""{"role":"user","content":"a"}""", """{"role":"assistant","content":"a"}""")]
    [InlineData("""{"role":"user","content":"a"}""", """{"role":"user","content":"a "}""")]
    [InlineData("""{"role":"user","content":"a"}""", """{"role":"user","content":["a"]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"ab"},{"type":"text","text":"c"}]}""", """{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"bc"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":1}]}""", """{"role":"user","content":[{"type":"text","text":"1"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":"\ud800"}]}""", """{"role":"user","content":[{"type":"text","text":"\ud801"}]}""")]
    public void What_differs_has_another_key(string one, string other) => Keys(one).ShouldNotBe(Keys(other));

    [Fact]
    public void A_key_is_of_all_before_it()
    {
        const string Last = """{"role":"user","content":"and now?"}""";
        Keys("""{"role":"user","content":"a"}""", Last)[1].ShouldNotBe(Keys("""{"role":"user","content":"b"}""", Last)[1]);
        Keys("""{"role":"user","content":"a"}""", Last)[0].ShouldBe(Keys("""{"role":"user","content":"a"}""")[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"model\":\"m\"")]
    [InlineData("{\"model\":\"m\"} {}")]
    [InlineData("{\"model\":NaN}")]
    [InlineData("\ufeff{}")]
    public void What_is_no_JSON_object_is_not_read(string text) => Read(text).IsReadable.ShouldBeFalse();

    [Fact]
    public void Fields_that_are_there_twice_are_read_on_the_safe_side()
    {
        Read("""{"max_tokens":10,"max_tokens":9000,"model":"cheap","model":"dear"}""").ShouldSatisfyAllConditions(
            body => body.MaxTokens.ShouldBe(9000),
            body => body.Model.ShouldBe(""));
        Read("""{"messages":[{"role":"user","content":"a"}],"messages":[{"role":"user","content":"b"}]}""").Messages.ShouldBeEmpty();
        Read("""{"messages":[{"role":"user","content":"a","content":"b"}]}""").Messages.ShouldBeEmpty();
        Read("""{"messages":[{"role":"user","role":"assistant","content":"a"}]}""").Messages.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData("12.5", 13)]
    [InlineData("99999999999999999999999", 1_000_000_000_000_000)]
    public void Any_number_of_tokens_is_a_number(string number, long expected) => Read($$"""{"max_tokens":{{number}}}""").MaxTokens.ShouldBe(expected);

    [Fact]
    public void Names_with_escapes_are_the_same_names() =>
        Read("""{"m\u006fdel":"a","max\u005ftokens":7,"messages":[{"role":"user","c\u006fntent":"x"}]}""").ShouldSatisfyAllConditions(
            body => body.Model.ShouldBe("a"), body => body.MaxTokens.ShouldBe(7), body => body.Messages.Count.ShouldBe(1));

    [Fact]
    public void Blocks_are_spliced_in_and_every_other_byte_stays()
    {
        const string Json = """{ "x" :1.50, "messages":[ {"role":"user","content" : "a\u00e9" } ,{"role":"assistant","content":[ ]},{"role":"user","content":[ {"type":"text","text":"b"}] }] }""";
        var bytes = Encoding.UTF8.GetBytes(Json);
        var body = MessagesBody.Read(bytes, withKeys: true);
        var edits = new BodyEdits();
        edits.PutBlock(body.Messages[2], "two \"2\"\n二");
        edits.PutBlock(body.Messages[0], "one");
        Encoding.UTF8.GetString(edits.Apply(bytes)).ShouldBe(
            """{ "x" :1.50, "messages":[ {"role":"user","content" : [{"type":"text","text":"one"},{"type":"text","text":"a\u00e9"}] } ,"""
            + """{"role":"assistant","content":[ ]},{"role":"user","content":[{"type":"text","text":"two \"2\"\n二"}, {"type":"text","text":"b"}] }] }""");
    }

    [Theory]
    [InlineData("T")]
    [InlineData("xT")]
    [InlineData("Tx")]
    [InlineData("TTx")]
    [InlineData("xTT")]
    [InlineData("TxTyTTz")]
    [InlineData("xyTz")]
    public void Thinking_is_left_out_and_the_rest_stays_well_formed(string blocks)
    {
        var content = string.Join(" , ", blocks.Select(block => block == 'T' ? """{"type":"thinking","thinking":"t","signature":"s"}""" : $$"""{"type":"text","text":"{{block}}"}"""));
        var bytes = Encoding.UTF8.GetBytes($$"""{"messages":[{"role":"assistant","content":[ {{content}} ]}]}""");
        var body = MessagesBody.Read(bytes, withKeys: false);
        body.Messages[0].HasThinking.ShouldBeTrue();
        var edits = new BodyEdits();
        MessageBlocks.RemoveThinking(bytes, body.Messages[0], edits).ShouldBe(blocks != "T");
        var left = JsonNode.Parse(edits.Apply(bytes))!["messages"]![0]!["content"]!.AsArray();
        string.Concat(left.Select(block => (string)block!["text"]! ?? "T")).ShouldBe(blocks == "T" ? "T" : blocks.Replace("T", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_persons_words_are_their_texts_but_for_what_a_tool_put_in()
    {
        var bytes = Encoding.UTF8.GetBytes(
            """{"messages":[{"role":"user","content":[{"text":"<system-reminder>todo</system-reminder>","type":"text"},{"type":"text","text":"Wo bin \u0069ch?"},{"type":"image","source":{}},{"type":"text","text":"二"}]}]}""");
        var body = MessagesBody.Read(bytes, withKeys: false);
        MessageBlocks.TextOf(bytes, body.Messages[0]).ShouldBe("Wo bin ich?\n二");
    }

    private static MessagesBody Read(string text) => MessagesBody.Read(Encoding.UTF8.GetBytes(text), withKeys: true);

    private static List<string> Keys(params string[] messages)
    {
        var body = Read($$"""{"messages":[{{string.Join(',', messages)}}]}""");
        body.Messages.Count.ShouldBe(messages.Length);
        return [.. body.Messages.Select(message => message.Key)];
    }
}
