using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Memories;

/// <summary>A client of one user and session.</summary>
internal sealed class MemoryApi(HttpClient client, string user, string? session = null)
{
    public const string Route = "/api/memories";

    public async Task<JsonNode> AddAsync(object body) => (await SendAsync(HttpMethod.Post, Route, JsonContent.Create(body))).ShouldBe(201);

    public async Task<string> AddAsync(string content, string kind = "fact") => (string)(await AddAsync(new { content, kind }))["id"]!;

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Reply> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<Reply> PatchAsync(string id, object body) => SendAsync(HttpMethod.Patch, At(id), JsonContent.Create(body));

    public Task<Reply> ImportAsync(string lines) => SendAsync(HttpMethod.Post, Route + "/import", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));

    public static string At(string id) => $"{Route}/{Uri.EscapeDataString(id)}";

    public async Task<string[]> ListAsync(string query = "") =>
        [.. (await GetAsync(Route + query)).ShouldBe(200)["memories"]!.AsArray().Select(memory => (string)memory!["content"]!)];

    public async Task<string[]> SearchAsync(string query) =>
        [.. (await PostAsync(Route + "/search", new { query })).ShouldBe(200)["results"]!.AsArray().Select(found => (string)found!["memory"]!["content"]!)];

    public async Task<int> CountAsync() => (int)(await GetAsync("/api/text2sql/memory-stats")).ShouldBe(200)["total_memories"]!;

    private async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-User-Id", user);
        if (session is not null)
        {
            request.Headers.Add("X-Session-Id", session);
        }

        using var response = await client.SendAsync(request);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>A response.</summary>
internal sealed record Reply(int Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Code => (string)Json["code"]!;

    public JsonNode ShouldBe(params int[] statuses)
    {
        statuses.ShouldContain(Status, Text);
        return Text.StartsWith('{') ? Json : JsonValue.Create(Text)!;
    }

    public void ShouldBeProblem(int status, string code) => (Status, Text.StartsWith('{') ? Code : "").ShouldBe((status, code), Text);
}
