using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.LoadTest;

/// <summary>
/// One user, who goes through the same round of twenty requests again and again, thinking in between: in each of two sessions five turns with Claude (every second
/// as a stream), four questions to the sample database, and a fact to remember. After the first round all that can be remembered of it is there: what grows then, leaks.
/// </summary>
internal sealed class VirtualUser(int number, HttpClient client, LoadOptions options, Tally tally)
{
    private const int StepsOfASession = 10;
    private const int Sessions = 2;

    // The first are answered by rules, the last by Claude.
    private static readonly string[] Questions =
    [
        "How many orders are there?", "How many customers are in Shanghai?", "What are the top 5 products by sales?", "订单总数是多少?",
        "List all cancelled orders", "How many orders per month this year?", "哪些客户从未下过单?", "What is the average order amount?",
        "In which regions are we strong?", "Where should the next campaign go?", "我们在哪些大区更受欢迎?",
    ];

    private readonly Random _random = new(number);
    private readonly JsonArray _history = [];
    private readonly string _user = string.Create(CultureInfo.InvariantCulture, $"user-{number}");

    // Not all at the same place of the round.
    private int _step = number * 7 % (StepsOfASession * Sessions);

    private string Session => string.Create(CultureInfo.InvariantCulture, $"s{_step / StepsOfASession}");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ThinkAsync(cancellationToken);
        for (; !cancellationToken.IsCancellationRequested; _step = (_step + 1) % (StepsOfASession * Sessions))
        {
            var place = _step % StepsOfASession;
            await (place == StepsOfASession - 1 ? RememberAsync() : place % 2 == 0 ? ChatAsync(place / 2) : AskAsync());
            await ThinkAsync(cancellationToken);
        }
    }

    private async Task ChatAsync(int turn)
    {
        if (turn == 0)
        {
            _history.Clear();
        }

        var stream = turn % 2 == 1;
        var said = string.Create(CultureInfo.InvariantCulture, $"Turn {turn} of {Session}: what did we say about report {number}, and what comes next?");
        _history.Add(new JsonObject { ["role"] = "user", ["content"] = said });
        var body = new JsonObject { ["messages"] = _history.DeepClone(), ["max_tokens"] = 100, ["stream"] = stream };
        var answer = await SendAsync(stream ? "POST /api/ai/chat (stream)" : "POST /api/ai/chat", "/api/ai/chat", body, said);
        if (answer is null)
        {
            _history.RemoveAt(_history.Count - 1);
            return;
        }

        _history.Add(new JsonObject { ["role"] = "assistant", ["content"] = answer["blocks"]!.DeepClone() });
        tally.Spent(answer["usage"]!);
    }

    private async Task AskAsync()
    {
        var body = new JsonObject { ["datasource_id"] = 1, ["query"] = Questions[(number + _step) % Questions.Length], ["execute"] = true };
        var route = _step % 4 == 1 ? "/api/text2sql/generate" : "/api/v2/text2sql/generate";
        if (await SendAsync($"POST {route}", route, body) is { } answer)
        {
            tally.Spent(answer["usage"]!);
        }
    }

    private async Task RememberAsync()
    {
        var body = new JsonObject { ["id"] = $"{_user}-{Session}", ["kind"] = "fact", ["content"] = $"Report {number} of {Session} is made by team {number % 50} on day {number % 28}." };
        if (await SendAsync("POST /api/memories", "/api/memories", body) is { } kept)
        {
            tally.Remembered(_user, (string)kept["id"]!);
        }
    }

    private async Task<JsonNode?> SendAsync(string kind, string route, JsonObject body, string? said = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-User-Id", _user);
        request.Headers.Add("X-Session-Id", Session);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var text = await response.Content.ReadAsStringAsync();
            var answer = response.IsSuccessStatusCode ? Read(response.Content.Headers.ContentType?.MediaType, text) : null;
            var status = response.IsSuccessStatusCode && answer is null ? "broken stream" : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            tally.Add(kind, status, begun, answer is null ? text : null);
            if (answer is not null)
            {
                tally.Used(_user, Session, said);
            }

            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            tally.Add(kind, "no connection", begun, failure.Message);
            return null;
        }
    }

    private static JsonNode? Read(string? type, string text)
    {
        if (type != "text/event-stream")
        {
            return JsonNode.Parse(text);
        }

        var done = text.Split("\n\n").Select(block => block.Split('\n')).FirstOrDefault(lines => lines.Contains("event: done"));
        return done is null ? null : JsonNode.Parse(done.First(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..]);
    }

    private async Task ThinkAsync(CancellationToken cancellationToken) =>
        await Task.Delay(options.Thinking * (-Math.Log(1 - _random.NextDouble())), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
