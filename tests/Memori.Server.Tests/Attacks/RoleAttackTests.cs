using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Attacks;

/// <summary>Every route of the service, by callers who may not use it (16 of the attacks).</summary>
public sealed class RoleAttackTests
{
    private static readonly string[] Open = ["/health", "/api/version", "/api/me", "/docs", "/openapi.json"];

    // What a person does for herself; whatever is not here is for administrators.
    private static readonly string[] OfUsers =
    [
        "/api/models", "/api/text2sql/", "/api/v2/text2sql/", "/api/memories", "/api/sessions", "/api/ai/chat", "/api/usage", "/api/datasources", "/v1/messages",
        "/api/answers", "/api/conversations", "/api/me",
    ];

    [Fact]
    public async Task No_route_answers_without_a_key_but_the_open_ones()
    {
        await using var door = await DoorFixture.StartAsync();
        await KeyAsync(door, KeyRole.Admin, null);
        foreach (var route in await RoutesAsync(door))
        {
            foreach (var dressed in (string[])[route.Path, route.Path.ToUpperInvariant(), route.Path + "/", route.Path + "?user_id=alice"])
            {
                using var response = await SendAsync(door, route, dressed, route.Body);
                if (IsOpen(route))
                {
                    response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, dressed);
                }
                else
                {
                    response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{route.Method} {dressed}");
                }
            }
        }
    }

    [Fact]
    public async Task A_users_key_speaks_for_nobody_else_on_any_route()
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true });
        var alice = await KeyAsync(door, KeyRole.User, "alice");
        foreach (var route in await RoutesAsync(door))
        {
            if (IsOpen(route) || route.Path == "/api/models")
            {
                continue;
            }

            using var byHeader = await SendAsync(door, route, route.Path, route.Body, ("x-api-key", alice), ("X-User-Id", "bob"), ("X-Session-Id", "s"));
            byHeader.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{route}: {await byHeader.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            if (OfUsers.Any(open => route.Path.StartsWith(open, StringComparison.Ordinal)) && !route.Path.StartsWith("/v1/", StringComparison.Ordinal))
            {
                using var byQuery = await SendAsync(door, route, route.Path + "?user_id=bob&session_id=s", route.Body, ("x-api-key", alice));
                byQuery.StatusCode.ShouldBeOneOf([HttpStatusCode.Forbidden, HttpStatusCode.BadRequest]);
                if (route.TakesUser)
                {
                    var named = route.Body.DeepClone().AsObject();
                    named["user_id"] = "bob";
                    named["session_id"] = "s";
                    using var byBody = await SendAsync(door, route, route.Path, named, ("x-api-key", alice), ("X-Session-Id", "s"));
                    byBody.StatusCode.ShouldBe(HttpStatusCode.Forbidden, route.ToString());
                }
            }
        }
    }

    [Theory]
    [InlineData(KeyRole.User)]
    [InlineData(KeyRole.Service)]
    public async Task What_is_the_operators_is_closed_to_other_keys(KeyRole role)
    {
        await using var door = await DoorFixture.StartAsync();
        var key = await KeyAsync(door, role, role == KeyRole.User ? "alice" : null);
        foreach (var route in (await RoutesAsync(door)).Where(known => known.Path.StartsWith("/api/admin/", StringComparison.Ordinal)
            || known.Path.Contains("/limits/", StringComparison.Ordinal) || known.Path.EndsWith("/policy", StringComparison.Ordinal) || known.Path.EndsWith("/upload", StringComparison.Ordinal)
            || (known.Path.StartsWith("/api/datasources", StringComparison.Ordinal) && known.Method != "GET" && !known.Path.EndsWith("/pairs", StringComparison.Ordinal))))
        {
            using var response = await SendAsync(door, route, route.Path, route.Body, ("x-api-key", key));
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{route}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    private static async Task<string> KeyAsync(DoorFixture door, KeyRole role, string? user) =>
        (await door.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("", role, user))).Secret;

    private static async Task<IReadOnlyList<Route>> RoutesAsync(DoorFixture door)
    {
        var document = await door.Client.GetFromJsonAsync<JsonNode>("/openapi.json");
        var described = document!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => new Route(
            operation.Key.ToUpperInvariant(),
            path.Key.Replace("{id}", "1", StringComparison.Ordinal),
            Example(document, SchemaOf(operation.Value!)) ?? new JsonObject(),
            Resolve(document, SchemaOf(operation.Value!))?["properties"]?["user_id"] is not null)));
        var message = JsonNode.Parse("""{"model":"claude-sonnet-5-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""")!;
        return [.. described, new Route("POST", "/v1/messages", message), new Route("POST", "/v1/messages/count_tokens", message)];
    }

    private static JsonNode? SchemaOf(JsonNode operation) => operation["requestBody"]?["content"]?["application/json"]?["schema"];

    private static JsonNode? Resolve(JsonNode document, JsonNode? schema) =>
        // A body that may be missing is described as null or the thing itself.
        (string?)((schema?["oneOf"] as JsonArray)?.FirstOrDefault(one => one!["$ref"] is not null) ?? schema)?["$ref"] is { } name ? document["components"]!["schemas"]![name.Split('/')[^1]] : schema;

    private static JsonNode? Example(JsonNode document, JsonNode? schema)
    {
        schema = Resolve(document, schema);
        if (schema?["enum"] is JsonArray words)
        {
            return words[0]?.DeepClone();
        }

        var type = schema?["type"] is JsonArray types ? types.Select(type => (string?)type).First(type => type != "null") : (string?)schema?["type"];
        return type switch
        {
            "string" => "x",
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray(Example(document, schema!["items"])),
            "object" => new JsonObject((schema!["required"] as JsonArray ?? []).Select(field => KeyValuePair.Create((string)field!, Example(document, schema["properties"]![(string)field!])))),
            _ => schema is null ? null : "x",
        };
    }

    private static bool IsOpen(Route route) => Open.Any(open => route.Path == open || route.Path.StartsWith(open + "/", StringComparison.Ordinal));

    private static Task<HttpResponseMessage> SendAsync(DoorFixture door, Route route, string path, JsonNode body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Method is not ("GET" or "DELETE"))
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return door.Client.SendAsync(request);
    }

    private sealed record Route(string Method, string Path, JsonNode Body, bool TakesUser = false)
    {
        public override string ToString() => $"{Method} {Path}";
    }
}
