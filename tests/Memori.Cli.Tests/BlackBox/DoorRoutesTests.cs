namespace Memori.Cli.Tests.BlackBox;

/// <summary><c>/v1/messages</c> and <c>/v1/messages/count_tokens</c>: Anthropic's routes with memory, errors in Anthropic's form.</summary>
[Collection(nameof(OpenSuite))]
public sealed class DoorRoutesTests(OpenService service) : Suite
{
    private const string Route = "/v1/messages";

    private static readonly (string, string) Version = ("anthropic-version", "2023-06-01");

    private static object Turn(string text, bool stream = false) =>
        new { model = "claude-haiku-4-5", max_tokens = 64, stream, messages = new[] { new { role = "user", content = text } } };

    [Fact]
    public async Task A_message_is_passed_on_and_its_answer_comes_back_as_it_is()
    {
        var answer = (await service.PostAsync(Route, Turn("Hello"), Version, ("X-User-Id", "door"), ("X-Session-Id", "s1"))).Is(200);
        answer.Word("type").ShouldBe("message");
        answer.List("content")[0]["text"]!.GetValue<string>().ShouldBe("OK");
        answer["usage"]["output_tokens"]!.GetValue<long>().ShouldBeGreaterThan(0);
        answer.Header("request-id").ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_stream_is_passed_on_event_by_event()
    {
        using var body = new StringContent(System.Text.Json.JsonSerializer.Serialize(Turn("Hello", stream: true)), System.Text.Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(service.Address, Route)) { Content = body };
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var client = new HttpClient();
        using var response = await client.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var events = ChatRoutesTests.Events(await response.Content.ReadAsStringAsync());
        (events[0].Name, events[^1].Name).ShouldBe(("message_start", "message_stop"));
    }

    [Fact]
    public async Task Tokens_are_counted()
    {
        var counted = (await service.PostAsync(Route + "/count_tokens", new { model = "claude-haiku-4-5", messages = new[] { new { role = "user", content = "Hello" } } }, Version)).Is(200);
        counted.Number("input_tokens").ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("{}", 400, "invalid_request_error")]
    [InlineData("{", 400, "invalid_request_error")]
    [InlineData("""{"model":"claude-haiku-4-5","max_tokens":0,"messages":[{"role":"user","content":"x"}]}""", 400, "invalid_request_error")]
    [InlineData("""{"model":"gpt-9","max_tokens":9,"messages":[{"role":"user","content":"x"}]}""", 404, "not_found_error")]
    public async Task What_is_wrong_is_said_in_the_form_of_the_API(string body, int status, string type)
    {
        (await service.PostAsync(Route, body, Version)).FailsAsAnthropic(status, type);
        (await service.PostAsync(Route + "/count_tokens", body.Replace("\"max_tokens\":0,", "", StringComparison.Ordinal).Replace("[{", "[{\"x\":1},{", StringComparison.Ordinal), Version)).Status.ShouldBeInRange(400, 404);
    }

    [Fact]
    public async Task Ids_that_disagree_with_each_other_are_refused_in_the_form_of_the_API() =>
        (await service.PostAsync(Route + "?user_id=another", Turn("x"), Version, ("X-User-Id", "door"), ("X-Session-Id", "s"))).FailsAsAnthropic(403, "permission_error", "identity-conflict");

    [Fact]
    public async Task Other_routes_and_methods_of_the_API_are_refused_in_its_form()
    {
        (await service.GetAsync(Route)).FailsAsAnthropic(405, "invalid_request_error", "method-not-allowed");
        (await service.PostAsync("/v1/complete", "{}")).FailsAsAnthropic(404, "not_found_error", "no-such-route");
        (await service.GetAsync("/v1/models")).FailsAsAnthropic(404, "not_found_error", "no-such-route");
    }
}
