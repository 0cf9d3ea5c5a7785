using System.Net;
using System.Text;
using Memori.Claude.Emulator;

namespace Memori.Server.Tests.Proxy;

public sealed class PassThroughTests
{
    private const string Plain = """{"model":"claude-sonnet-5-5","max_tokens":64,"messages":[{"role":"user","content":"Hi"}]}""";

    // White space, order, escapes, characters of several bytes, fields of later versions.
    private const string Odd = """
         {  "max_tokens" : 64 ,"messages":
            [ { "content" : [ { "text":"😀 \u00e9\n","type":"text" , "cache_control":{"type":"ephemeral"} } ] , "role":"user" } ],
        "weather": {"a":[1,2.50e1,null,true]}, "model":"claude-sonnet-5-5", "metadata":{"user_id":"a b"} }  
        """;

    [Theory]
    [InlineData(Plain, false)]
    [InlineData(Odd, false)]
    [InlineData(Plain, true)]
    [InlineData(Odd, true)]
    public async Task Without_memory_body_and_answer_are_the_same_bytes(string body, bool stream)
    {
        body = stream ? body[..body.LastIndexOf('}')] + ",\"stream\":true}" : body;
        var lenient = new EmulatorOptions { TakesUnknownFields = true };
        await using var door = await DoorFixture.StartAsync(emulated: lenient);
        await using var twin = await MessagesEmulator.StartAsync(lenient);
        using var through = await door.SendAsync(body);
        using var client = new HttpClient { BaseAddress = twin.BaseUrl };
        using var request = DoorFixture.Request(Encoding.UTF8.GetBytes(body), headers: ("x-api-key", "any"));
        using var direct = await client.SendAsync(request);
        through.StatusCode.ShouldBe(HttpStatusCode.OK, await through.Content.ReadAsStringAsync());
        door.Emulator.Requests.Single().RawBytes.ToArray().ShouldBe(Encoding.UTF8.GetBytes(body));
        (await through.Content.ReadAsByteArrayAsync()).ShouldBe(await direct.Content.ReadAsByteArrayAsync());
        Headers(through).ShouldBe(Headers(direct));
    }

    // The id of the request is the service's own.
    private static IEnumerable<string> Headers(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "X-Request-ID")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
}
