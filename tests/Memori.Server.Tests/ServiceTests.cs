using System.Text.Json.Nodes;

namespace Memori.Server.Tests;

public sealed class ServiceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Health_IsOk() => (await JsonAsync("/health"))["status"]!.GetValue<string>().ShouldBe("ok");

    [Fact]
    public async Task Version_IsSaid() => (await JsonAsync("/api/version"))["version"]!.GetValue<string>().ShouldNotBeEmpty();

    [Fact]
    public async Task OpenApi_DescribesTheRoutes()
    {
        var paths = (await JsonAsync("/openapi.json"))["paths"]!.AsObject();
        foreach (var route in new[] { "/api/text2sql/generate", "/api/v2/text2sql/generate", "/api/text2sql/execute", "/health", "/api/version", "/api/memories", "/api/memories/{id}", "/api/memories/search", "/api/memories/export", "/api/memories/import", "/api/text2sql/memory-stats", "/api/text2sql/clear-memory", "/api/text2sql/feedback", "/api/ai/chat", "/v1/messages", "/v1/messages/count_tokens", "/api/usage", "/api/sessions", "/api/sessions/{id}", "/api/sessions/{id}/validate", "/api/sessions/{id}/transcript" })
        {
            paths.ShouldContainKey(route);
        }

        paths["/api/usage"]!["get"]!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()).ShouldBe(["user_id", "key_id", "days", "X-User-Id"]);
    }

    [Fact]
    public async Task Docs_AreServed() => (await server.Client.GetStringAsync("/docs/index.html")).ShouldContain("swagger", Case.Insensitive);

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    public async Task WithoutKeys_AnotherHostOrOrigin_IsRefused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Client.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(403);
    }

    [Theory]
    [InlineData("""{"user_id":"a","session_id":"s"}""", "en", "The body lacks messages: see /docs.")]
    [InlineData("""{"user_id":"a","session_id":"s"}""", "zh", "请求体缺少 messages,请查看 /docs。")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "en", "The body lacks content: see /docs.")]
    [InlineData("""{"messages":[{}]}""", "en", "The body lacks role, content: see /docs.")]
    [InlineData("{\n\"user_id\":\"a\",", "en", "The body is not JSON: look at line 2, byte 14.")]
    [InlineData("""{"messages":7}""", "en", "The body is not the JSON that /docs describes: look at $.messages.")]
    public async Task BadRequest_SaysWhereToLook(string body, string language, string detail)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/ai/chat") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var response = await server.Client.SendAsync(request);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>().ShouldBe(detail);
    }

    [Theory]
    [InlineData("POST", "/api/text2sql/generate", "application/json", "", 400, "bad-request")]
    [InlineData("POST", "/api/text2sql/generate", "application/json", "{", 400, "bad-request")]
    [InlineData("POST", "/api/text2sql/generate", "application/json", "null", 400, "bad-request")]
    [InlineData("POST", "/api/text2sql/generate", "application/json", "[]", 400, "bad-request")]
    [InlineData("POST", "/api/text2sql/generate", "application/json", """{"user_id":"a","session_id":"s","datasource_id":1,"query":"\ud800"}""", 400, "bad-request")]
    [InlineData("POST", "/api/text2sql/execute", "application/json", """{"user_id":1,"session_id":{},"sql":[]}""", 400, "bad-request")]
    [InlineData("POST", "/api/text2sql/generate", "text/plain", "{}", 415, "unsupported-media-type")]
    [InlineData("POST", "/api/text2sql/generate", "application/json; charset=nosuch", "{}", 415, "unsupported-media-type")]
    [InlineData("PUT", "/api/text2sql/generate", "application/json", "{}", 405, "method-not-allowed")]
    [InlineData("POST", "/nowhere", "application/json", "{}", 404, "no-such-route")]
    public async Task BadRequest_IsExplainedAsProblemDetails(string method, string route, string type, string body, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), route) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await server.Client.SendAsync(request);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        ((int)response.StatusCode, problem["code"]!.GetValue<string>()).ShouldBe((status, code));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    private async Task<JsonNode> JsonAsync(string route) => JsonNode.Parse(await server.Client.GetStringAsync(route))!;
}
