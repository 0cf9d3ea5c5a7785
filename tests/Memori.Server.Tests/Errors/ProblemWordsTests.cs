using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Errors;

/// <summary>Problems say what to do about them, in the caller's language.</summary>
public sealed class ProblemWordsTests : IAsyncLifetime
{
    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_parameter_that_can_not_be_read_is_named()
    {
        var problem = await ProblemAsync(Get("/api/monitoring/stats/hourly?hours=abc"), HttpStatusCode.BadRequest);
        Text(problem, "detail").ShouldBe("The value of the query parameter hours can't be read: see /docs.");
        Text(problem, "title").ShouldBe("Bad Request");
    }

    [Fact]
    public async Task Titles_are_in_the_callers_language()
    {
        using var request = Get("/api/nothing");
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("zh-CN"));
        Text(await ProblemAsync(request, HttpStatusCode.NotFound), "title").ShouldBe("未找到");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_told_the_limit_and_the_setting()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/memories/search")
        {
            Content = new StringContent($$"""{"query":"{{new string('x', 5 << 20)}}"}""", Encoding.UTF8, "application/json"),
        };
        // The answer comes before the body is sent.
        request.Headers.ExpectContinue = true;
        var problem = await ProblemAsync(request, HttpStatusCode.RequestEntityTooLarge);
        Text(problem, "detail").ShouldBe("The body is too large: at most 4 MiB are taken here (MEMORI_MAX_BODY_MB).");
        Text(problem, "type").ShouldStartWith("https://tools.ietf.org/");
    }

    private static HttpRequestMessage Get(string route) => new(HttpMethod.Get, route);

    private static string Text(JsonNode problem, string name) => problem[name]!.GetValue<string>();

    private async Task<JsonNode> ProblemAsync(HttpRequestMessage request, HttpStatusCode status)
    {
        using (request)
        {
            using var response = await _server.Client.SendAsync(request);
            response.StatusCode.ShouldBe(status);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
    }
}
