using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>With limits that are soon reached, and a Messages API that fails as the last message tells it.</summary>
public sealed class StrainedService : RunningService
{
    public MessagesEmulator Claude { get; private set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Claude.DisposeAsync();
    }

    protected override async Task ConfigureAsync()
    {
        Claude = (await MessagesEmulator.StartAsync()).Respond(ReplyOf);
        Settings["ANTHROPIC_API_KEY"] = "sk-ant-emulated";
        Settings["MEMORI_ANTHROPIC_BASE_URL"] = Claude.BaseUrl.ToString();
        Settings["MEMORI_RATE_LIMIT_PER_MINUTE"] = "20";
        Settings["MEMORI_MAX_REQUESTS_PER_USER"] = "1";
        Settings["MEMORI_QUEUE_TIMEOUT_SECONDS"] = "1";
        Settings["MEMORI_REQUEST_TIMEOUT_SECONDS"] = "15";
        Settings["MEMORI_DAILY_TOKEN_LIMIT"] = "60000";
    }

    // Told not to try again, so that a failure is one failure: how often it tries is another test's.
    private static Reply ReplyOf(EmulatedRequest request)
    {
        var text = request.Body["messages"]!.AsArray()[^1]!["content"] switch
        {
            JsonArray blocks => blocks.Select(block => block!["text"]?.GetValue<string>()).LastOrDefault(t => t is not null) ?? "",
            var content => content!.GetValue<string>(),
        };
        return text switch
        {
            "silence" => Reply.Silence(),
            "hang up" => Reply.HangUp(),
            "nonsense" => Reply.Raw(200, "text/html", "<h1>Hotel Wi-Fi</h1>"),
            "break" => Reply.Text("This will break in the middle of it").ErrorAfter(4),
            "401" or "403" or "404" or "500" => FaultReply.Of(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)) with { ShouldRetry = false },
            "429" or "529" => FaultReply.Of(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).After(2) with { ShouldRetry = false },
            _ => Reply.Text("OK"),
        };
    }
}
