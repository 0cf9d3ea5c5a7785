using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;

namespace Memori.Claude.Tests.Emulator;

/// <summary>Plain HTTP calls of the emulator.</summary>
internal static class EmulatorCall
{
    public const string Body = """{"model":"claude-sonnet-5-5","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}""";

    public static string Streamed => Body.Replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"", StringComparison.Ordinal);

    public static HttpRequestMessage Request(MessagesEmulator emulator, string body, string key = "k")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(emulator.BaseUrl, "/v1/messages")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }

    public static async Task<(int Status, JsonNode Answer)> PostAsync(HttpClient http, MessagesEmulator emulator, JsonNode body)
    {
        using var request = Request(emulator, body.ToJsonString());
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    public static async Task<byte[]> BytesAsync(HttpClient http, MessagesEmulator emulator, string body)
    {
        using var request = Request(emulator, body);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
