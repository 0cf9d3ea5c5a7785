using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.LoadTest;

/// <summary>
/// One user: talks (every second turn as a stream), asks questions of the sample database, and states a memory now and then; thinks in between.
/// </summary>
internal sealed class VirtualUser(int number, HttpClient client, LoadOptions options, Tally tally)
{
    private const int TurnsOfASession = 8;

    private static readonly string[] Questions =
    [
        "How many orders are there?", "How many customers are in Shanghai?", "What are the top 5 products by sales?", "订单总数是多少?",
        "List all cancelled orders", "How many orders per month this year?", "哪些客户从未下过单?", "What is the average order amount?",
    ];

    private readonly Random _random = new(number);
    private readonly JsonArray _history = [];
    private readonly string _user = $"user-{number}";
    private int _session;
    private int _turn;

    private string Session => $"s{_session}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // Not all at once.
        await ThinkAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            var kind = _random.Next(10);
            await (kind < 5 ? ChatAsync() : kind < 9 ? AskAsync() : RememberAsync());
            await ThinkAsync(cancellationToken);
        }
    }

    private async Task ChatAsync()
    {
        if (_turn++ % TurnsOfASession == 0)
        {
            _session++;
            _history.Clear();
        }

        var stream = _turn % 2 == 0;
        _history.Add(new JsonObject { ["role"] = "user", ["content"] = $"Turn {_turn}: what did we say about report {_random.Next(1000)}, and what comes next?" });
        var body = new JsonObject { ["messages"] = _history.DeepClone(), ["max_tokens"] = 500, ["stream"] = stream };
        var answer = await SendAsync(stream ? "chat (stream)" : "chat", "/api/ai/chat", body);
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
        var body = new JsonObject { ["datasource_id"] = 1, ["query"] = Questions[_random.Next(Questions.Length)], ["execute"] = true };
        if (await SendAsync("generate", _random.Next(2) == 0 ? "/api/text2sql/generate" : "/api/v2/text2sql/generate", body) is { } answer)
        {
            tally.Spent(answer["usage"]!);
        }
    }

    private async Task RememberAsync()
    {
        var id = $"{_user}-{_turn}-{_random.Next()}";
        var body = new JsonObject { ["id"] = id, ["kind"] = "fact", ["content"] = $"Report {_random.Next(1000)} is made by team {_random.Next(50)} on day {_random.Next(28)}." };
        if (await SendAsync("remember", "/api/memories", body) is { } kept)
        {
            tally.Remembered(_user, (string)kept["id"]!);
        }
    }

    private async Task<JsonNode?> SendAsync(string kind, string route, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-User-Id", _user);
        request.Headers.Add("X-Session-Id", Session);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var text = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            var answer = response.IsSuccessStatusCode ? Read(response.Content.Headers.ContentType?.MediaType, text) : null;
            tally.Add(kind, response.IsSuccessStatusCode && answer is null ? "broken stream" : status.ToString(System.Globalization.CultureInfo.InvariantCulture), begun, answer is null ? text : null);
            if (answer is not null)
            {
                tally.Used(_user, Session);
            }

            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            tally.Add(kind, "no connection", begun, null);
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
