using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Access.Keys;

/// <summary>A server of its own for each test: a key closes it for good.</summary>
public sealed class KeysTests : IAsyncLifetime
{
    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Service_AfterTheFirstKey_IsClosedToWhoeverHasNone()
    {
        var secret = await MakeAsync(new { role = "admin" });

        (await GetAsync("/api/datasources")).ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/api/datasources", ("Authorization", $"Bearer {secret}"))).ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/api/datasources", ("x-api-key", secret))).ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/api/datasources", ("X-Memori-Key", secret))).ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/health")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Key_ThatWasRevoked_IsRefusedAtOnceAndTheServiceStaysClosed()
    {
        var secret = await MakeAsync(new { role = "admin" });
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/api/admin/keys/{secret[..11]}");
        delete.Headers.Add("x-api-key", secret);
        (await _server.Client.SendAsync(delete, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await GetAsync("/api/datasources", ("x-api-key", secret))).ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/api/datasources")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Key_ChangedInOneCharacter_IsRefused()
    {
        var secret = await MakeAsync(new { role = "admin" });
        var forged = secret[..^2] + (secret[^2] == 'A' ? 'B' : 'A') + secret[^1];

        (await GetAsync("/api/datasources", ("x-api-key", forged))).ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/api/datasources", ("x-api-key", secret[..11] + "-"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/api/datasources", ("x-api-key", "mk-' OR 1=1 -- "))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("x-api-key", "sk-ant-theirs")]
    [InlineData("Authorization", "Bearer mk-short")]
    public async Task Key_OfSomebodyElse_IsToldFromNoKey(string header, string value)
    {
        await MakeAsync(new { role = "admin" });

        var reply = await _server.PostAsync("/api/memories", new { content = "x", user_id = "a" }, (header, value));

        (reply.Status, reply.Body["code"]!.GetValue<string>()).ShouldBe((401, "api-key-missing"));
        reply.Body["detail"]!.GetValue<string>().ShouldContain("not a key of Memori");
    }

    [Fact]
    public async Task UsersKey_SpeaksForItsUserAlone()
    {
        var alices = await MakeAsync(new { user_id = "alice" });
        var bobs = await MakeAsync(new { user_id = "bob" }, alices, HttpStatusCode.Forbidden);
        bobs.ShouldBeEmpty();

        (await _server.PostAsync("/api/memories", new { content = "Alice likes tea" }, ("x-api-key", alices))).Status.ShouldBe(201);
        (await _server.PostAsync("/api/memories", new { content = "x", user_id = "bob" }, ("x-api-key", alices))).Status.ShouldBe(403);
        (await GetAsync("/api/memories?user_id=bob", ("x-api-key", alices))).ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/api/memories", ("x-api-key", alices), ("X-User-Id", "bob"))).ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/api/admin/keys", ("x-api-key", alices))).ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/api/datasources/1/policy", ("x-api-key", alices))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task ServicesKey_SpeaksForAnyUserButDoesNotAdminister()
    {
        var key = await MakeAsync(new { role = "service", name = "reports" });

        (await _server.PostAsync("/api/memories", new { content = "Bob likes coffee", user_id = "bob" }, ("x-api-key", key))).Status.ShouldBe(201);
        (await _server.PostAsync("/api/admin/keys", new { role = "admin" }, ("x-api-key", key))).Status.ShouldBe(403);
        (await _server.PostAsync("/api/datasources", new { target = "sample" }, ("x-api-key", key))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task List_NeverShowsAKeyOrItsHash()
    {
        var secret = await MakeAsync(new { role = "admin", name = "mine" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/keys");
        request.Headers.Add("x-api-key", secret);

        var text = await (await _server.Client.SendAsync(request, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        text.ShouldContain(secret[..11]);
        text.ShouldNotContain(secret[12..]);
        text.ShouldNotContain("hash");
        if (TestStore.IsPostgres)
        {
            return;
        }

        await using var file = new FileStream(Path.Combine(_server.DataDirectory, "memori.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret[12..])).ShouldBe(-1);
    }

    [Theory]
    [InlineData("""{"role":"user"}""")]
    [InlineData("""{"role":"root","user_id":"a"}""")]
    [InlineData("""{"role":"admin","name":"a\u0007b"}""")]
    public async Task Key_ThatMakesNoSense_IsRefused(string body) =>
        (await _server.PostAsync("/api/admin/keys", JsonNode.Parse(body)!)).Status.ShouldBe(400);

    private async Task<string> MakeAsync(object wanted, string? key = null, HttpStatusCode status = HttpStatusCode.Created)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/keys") { Content = JsonContent.Create(wanted) };
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
        return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["secret"] ?? "";
    }

    private async Task<HttpStatusCode> GetAsync(string route, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
