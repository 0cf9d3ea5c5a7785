using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Tokens;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Tokens;

public sealed class PromptFeaturesTests(ITestOutputHelper output)
{
    public static TheoryData<string, byte[], double> Pictures() =>
    [
        ("png", Images.Png(1000, 750), 1000),
        ("png with slashes and pluses", Images.Png(16_318, 62), 16_318.0 * 62 / 750 / Math.Pow(16_318 / 1568.0, 2)),
        ("gif", Images.Gif(300, 250), 100),
        ("jpeg", Images.Jpeg(1200, 500), 800),
        ("jpeg with a long comment", Images.Jpeg(1200, 500, comment: 60_000), 800),
        ("webp lossy", Images.WebP("VP8 ", 750, 100), 100),
        ("webp lossless", Images.WebP("VP8L", 750, 100), 100),
        ("webp extended", Images.WebP("VP8X", 750, 100), 100),
        ("scaled down", Images.Png(3136, 3136), 1600),
        ("a size of nothing", Images.Png(0, 0), 1),
        ("a negative size", Images.Png(-5, int.MinValue), 1600),
        ("no image", [.. Enumerable.Range(0, 90).Select(i => (byte)(i * 3))], 1600),
        ("pdf", Images.Pdf(3), 7500),
    ];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Media_CountByTheirSize_InARequestAndInAChat(string name, byte[] bytes, double expected)
    {
        var type = name == "pdf" ? "application/pdf" : "image/png";
        var block = new JsonObject
        {
            ["source"] = new JsonObject { ["data"] = Convert.ToBase64String(bytes), ["media_type"] = type, ["type"] = "base64" },
            ["type"] = name == "pdf" ? "document" : "image",
        };
        var relaxed = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        Body(new JsonArray(block.DeepClone())).Media.ShouldBe(expected, 1);
        PromptFeatures.OfRequest(Encoding.UTF8.GetBytes($$"""{"messages":[{"content":[{{block.ToJsonString(relaxed)}}],"role":"user"}]}""")).Media.ShouldBe(expected, 1);
        PromptFeatures.Of([new ChatMessage(ChatRole.User, [new DataContent(bytes, type)])], null).Media.ShouldBe(expected, 1);
    }

    [Fact]
    public void OfRequest_CountsWhatTheModelSees_AndNothingElse()
    {
        var seen = PromptFeatures.OfText("alpha beta gamma delta epsilon");
        var bodies = new[]
        {
            """{"messages":[{"role":"user","content":"alpha beta gamma delta epsilon"}],"metadata":{"user_id":"one two three"},"stop_sequences":["four five"],"model":"claude"}""",
            """{"system":[{"type":"text","text":"alpha beta gamma delta epsilon","cache_control":{"type":"ephemeral","ttl":"1h"}}]}""",
            """{"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"alpha beta gamma delta epsilon","signature":"c2lnbmF0dXJlIG9mIHRoZSB0aGlua2luZw=="}]}]}""",
            """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","is_error":false,"content":[{"type":"text","text":"alpha beta gamma delta epsilon"}]}]}]}""",
            """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"alpha beta gamma delta epsilon"}}]}]}""",
            """{"messages":[{"role":"user","content":"\u0061lpha b\u0065ta gamma delta epsilon"}]}""",
        };
        foreach (var body in bodies)
        {
            PromptFeatures.OfRequest(Encoding.UTF8.GetBytes(body)).Texts.ShouldBe(seen.Texts, 1e-9, body);
        }
    }

    [Fact]
    public void OfRequest_OfAChat_AndOfTheSameTexts_Agree()
    {
        foreach (var sample in CountedText.All)
        {
            var text = PromptFeatures.OfText(sample.Text).Texts;
            Body(JsonValue.Create(sample.Text)).Texts.ShouldBe(text, 1e-9);
            PromptFeatures.Of([new ChatMessage(ChatRole.User, sample.Text)], null).Texts.ShouldBe(text, 1e-9);
        }
    }

    [Fact]
    public void OfRequest_AnythingAtAll_NeverThrows_NorComesOutNegative()
    {
        byte[][] odd =
        [
            [], "{"u8.ToArray(), "null"u8.ToArray(), "[[[["u8.ToArray(), """{"messages":{"role":"user","content":"x"}}"""u8.ToArray(), """{"messages":[[1],2,null,{"content":7},{"content":{"type":4,"text":["x"]}}],"system":5,"tools":"x","output_config":[]}"""u8.ToArray(),
            """{"messages":[{"content":[{"type":"image","source":"x"},{"type":"image","source":{"data":5}},{"type":"image"}]}]}"""u8.ToArray(),
            Encoding.UTF8.GetBytes("""{"messages":[{"content":""" + string.Concat(Enumerable.Repeat("""[{"content":""", 2_000))),
            Encoding.UTF8.GetBytes("""{"messages":[{"content":""" + string.Concat(Enumerable.Repeat("""{"content":""", 100)) + "\"x\"" + new string('}', 101) + "]}"),
            [.. """{"system":"""u8, 0xFF, 0xFE, (byte)'"', (byte)'}'],
        ];
        foreach (var body in odd)
        {
            PromptFeatures.OfRequest(body).Sum.ShouldBeGreaterThanOrEqualTo(0);
        }

        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => PromptFeatures.OfRequest(bytes).Sum >= 0));
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => PromptFeatures.OfText(text).Sum >= 0 && Body(JsonValue.Create(text)).Sum > 0));
    }

    [Fact]
    public void What_nobody_writes_is_never_far_under()
    {
        foreach (var sample in CountedText.All.Where(sample => sample.Kind == "odd" && sample.Tokens > 20))
        {
            (PromptFeatures.OfText(sample.Text).Texts / sample.Tokens).ShouldBeGreaterThan(0.5, sample.Text[..20]);
        }
    }

    [Fact]
    public void Tools_and_a_schema_count()
    {
        var options = new ChatOptions
        {
            Instructions = "Answer briefly.",
            Tools = [AIFunctionFactory.CreateDeclaration("get_weather", "The weather of a city now.", JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}"""))],
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object","properties":{"sql":{"type":"string"}}}""")),
        };
        var request = """
            {"system":"Answer briefly.","output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"sql":{"type":"string"}}}}},
             "tools":[{"name":"get_weather","description":"The weather of a city now.","input_schema":{"type":"object","properties":{"city":{"type":"string"}}},"cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":"Hello"},{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"get_weather","input":{"city":"Lisbon"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"Sunny"}]}]}
            """;
        List<ChatMessage> messages =
        [
            new(ChatRole.User, "Hello"),
            new(ChatRole.Assistant, [new FunctionCallContent("toolu_1", "get_weather", new Dictionary<string, object?> { ["city"] = "Lisbon" })]),
            new(ChatRole.Tool, [new FunctionResultContent("toolu_1", "Sunny")]),
        ];
        var (chat, wire) = (PromptFeatures.Of(messages, options), PromptFeatures.OfRequest(Encoding.UTF8.GetBytes(request)));
        chat.Preamble.ShouldBe(wire.Preamble);
        chat.Frame.ShouldBe(wire.Frame);
        chat.Texts.ShouldBe(wire.Texts, 0.1 * wire.Texts);
    }

    [Theory]
    [InlineData("""{"tools":[{"name":"a","input_schema":{}}]}""", 346)]
    [InlineData("""{"tools":[{"type":"custom","name":"a","input_schema":{}},{"name":"b","input_schema":{}}]}""", 346)]
    [InlineData("""{"tools":[{"type":"bash_20250124","name":"bash"},{"type":"custom","name":"a","input_schema":{}}]}""", 1046)]
    [InlineData("""{"tools":[]}""", 0)]
    [InlineData("""{"output_config":{"effort":"high"}}""", 0)]
    public void OfRequest_WhatTheApiSaysAboutTools_Counts(string body, double expected) => PromptFeatures.OfRequest(Encoding.UTF8.GetBytes(body)).Preamble.ShouldBe(expected);

    [Theory]
    [InlineData("""{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}""", 1600)]
    [InlineData("""{"type":"image","source":{"type":"file","file_id":"file_1"}}""", 1600)]
    [InlineData("""{"source":{"type":"url","url":"https://example.com/a.pdf"},"type":"document","title":"A"}""", 25_000)]
    [InlineData("""{"type":"web_search_result","title":"A","encrypted_content":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", 5)]
    public void OfRequest_WhatIsNotInIt_CountsAsUsual(string block, double expected) =>
        PromptFeatures.OfRequest(Encoding.UTF8.GetBytes($$"""{"messages":[{"role":"user","content":[{{block}}]}]}""")).Media.ShouldBe(expected);

    [Fact]
    public void OfRequest_IsFast_AndAllocatesNothing()
    {
        var text = string.Concat(CountedText.All.Where(sample => sample.Kind is "english" or "code" or "markdown").Select(sample => sample.Text));
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text[..Math.Min(text.Length, 95_000)] }) }.ToJsonString());
        for (var i = 0; i < 200; i++)
        {
            PromptFeatures.OfRequest(body);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            var start = Stopwatch.GetTimestamp();
            PromptFeatures.OfRequest(body);
            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{body.Length} bytes: {best.TotalMilliseconds:0.000} ms");
        allocated.ShouldBe(0);
        best.ShouldBeLessThan(TimeSpan.FromMilliseconds(10), "generous, for a loaded machine");
    }

    private static PromptFeatures Body(JsonNode? content) => PromptFeatures.OfRequest(Encoding.UTF8.GetBytes(
        new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content }) }.ToJsonString()));
}
