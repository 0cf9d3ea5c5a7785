using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Claude.Tests.Emulator;

/// <summary>The emulator as a process of its own, as the benchmarks start it.</summary>
public sealed class StubProcessTests
{
    [Fact]
    public async Task It_prints_its_address_and_answers_at_the_length_asked_for()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Memori.Claude.Emulator.dll"), "--port", "0", "--tokens-per-reply", "50"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!) };
            var whole = JsonNode.Parse(await PostAsync(http, "/v1/messages", """{"model":"claude-sonnet-5-5"}"""))!;
            ((int)whole["usage"]!["output_tokens"]!).ShouldBe(50);
            ((string)whole["content"]![0]!["text"]!).Length.ShouldBe(200);
            var stream = await PostAsync(http, "/v1/messages", """{"model":"claude-sonnet-5-5","stream":true}""");
            stream.ShouldStartWith("event: message_start\n");
            stream.ShouldEndWith("data: {\"type\":\"message_stop\"}\n\n");
            (await PostAsync(http, "/v1/messages/count_tokens", "{}")).ShouldBe("""{"input_tokens":100}""");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> PostAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
