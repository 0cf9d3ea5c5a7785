using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Server.Tests.Telemetry.Requests;

public sealed class RequestTelemetryTests
{
    private const string Header = "X-Request-Id";

    [Theory]
    [InlineData("a-Z_0.9", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a;b", false)]
    [InlineData("{long}", false)]
    public async Task An_id_is_the_callers_when_it_is_well_formed_and_is_in_header_and_problem(string given, bool isKept)
    {
        await using var door = await DoorFixture.StartAsync();
        given = given == "{long}" ? new string('a', 129) : given;
        foreach (var (method, route, body) in ((HttpMethod, string, string?)[])[(HttpMethod.Get, "/no-such-route", null), (HttpMethod.Get, "/api/memories", null), (HttpMethod.Post, "/api/ai/chat", "{")])
        {
            using var request = new HttpRequestMessage(method, route) { Content = body is null ? null : new StringContent(body) };
            request.Headers.TryAddWithoutValidation(Header, given);
            using var response = await door.Client.SendAsync(request);
            ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
            var id = response.Headers.GetValues(Header).ShouldHaveSingleItem();
            (id == given).ShouldBe(isKept);
            id.Length.ShouldBeInRange(1, 128);
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["request_id"]!.GetValue<string>().ShouldBe(id);
        }
    }

    [Fact]
    public async Task Requests_have_ids_of_their_own_and_the_doors_errors_have_them_too()
    {
        await using var door = await DoorFixture.StartAsync();
        using var first = await door.Client.GetAsync(new Uri("/health", UriKind.Relative));
        using var second = await door.SendAsync("{}", "/v1/nothing");
        var id = second.Headers.GetValues(Header).Single();
        id.ShouldNotBe(first.Headers.GetValues(Header).Single());
        second.Headers.GetValues("request-id").Single().ShouldBe("req_" + id);
    }

    [Fact]
    public async Task One_line_a_request_says_route_and_status_and_nothing_of_what_was_sent()
    {
        using var lines = new Lines();
        await using (var door = await DoorFixture.StartAsync(settings => settings with { LogLevel = "INFO" }, services: services => services.AddSingleton<ILoggerProvider>(lines)))
        {
            foreach (var path in (string[])["/api/memories/secret-id?user_id=secret-user", "/secret-path", "/health"])
            {
                using var response = await door.Client.GetAsync(new Uri(path, UriKind.Relative));
            }

            using var through = await door.SendAsync("""{"model":"claude-sonnet-5-5","max_tokens":64,"messages":[{"role":"user","content":"secret-text"}]}""");
        }

        var ours = lines.Said.Where(line => line.Contains(" answered ", StringComparison.Ordinal)).ToList();
        ours.Count.ShouldBe(3, string.Join('\n', lines.Said));
        ours[0].ShouldStartWith("GET /api/memories/{id} answered 404 in ");
        ours[1].ShouldStartWith("GET - answered 404 in ");
        ours[2].ShouldStartWith("POST /v1/messages answered 200 in ");
        lines.Said.ShouldAllBe(line => !line.Contains("secret", StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _said = new();

        public IReadOnlyList<string> Said => [.. _said];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _said.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
