using System.Text;
using Memori.Server.Tests.Access;

namespace Memori.Server.Tests.Attacks;

/// <summary>Every route that is described takes whatever is sent to it, and answers that it is wrong: nothing is a failure of the service.</summary>
public sealed class MalformedRequestAttackTests
{
    private static readonly string?[] Values =
    [
        "null", "-1", "2147483648", "9223372036854775808", "1e999", "true", "[]", "{}", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[null]", "[[]]", "{\"\":null}",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"",
    ];

    private static readonly byte[][] Bodies =
    [
        [], "{"u8.ToArray(), "null"u8.ToArray(), "[]"u8.ToArray(), "1"u8.ToArray(), "{}{}"u8.ToArray(), Encoding.UTF8.GetBytes(new string('[', 50_000)), [0xFF, 0xFE, 0x7B, 0, 0x7D, 0],
        [0xEF, 0xBB, 0xBF, 0x7B, 0x7D], "{\"\\ud800\":1}"u8.ToArray(), "{}\0"u8.ToArray(), [0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
    ];

    private static readonly string[] Types =
        ["application/json; charset=utf-7", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/json; charset=\"\"", "text/plain", ";", "application/xml", "multipart/form-data"];

    private static readonly string[] Queries =
    [
        "-1", "0", "2147483647", "2147483648", "9223372036854775807", "99999999999999999999", "1e9", "NaN", "1.5", "abc", "", "%00", "a%0d%0ab", "%ff%fe", "%ed%a0%80", "..%2f..%2fetc",
        "'%20OR%201=1--", "0001-01-01", "0001-01-01T00:00:00%2b14:00", "9999-12-31T23:59:59.9999999-14:00", "-99999-01-01", "a%E2%80%A8b", "csv", "true&{0}=false",
    ];

    [Fact]
    public async Task No_body_makes_a_route_fail()
    {
        await using var server = await StartAsync();
        List<string> faults = [];
        foreach (var operation in await server.OperationsAsync())
        {
            foreach (var body in Bodies)
            {
                faults.AddRange(await FaultsAsync(server, operation.Method, operation.Path, body, "application/json", Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(20, body.Length)))));
            }

            foreach (var type in Types)
            {
                faults.AddRange(await FaultsAsync(server, operation.Method, operation.Path, Encoding.UTF8.GetBytes(operation.Body.ToJsonString()), type, type));
            }

            foreach (var (field, value) in operation.Fields.SelectMany(_ => Values, (field, value) => (field, value)))
            {
                var rest = operation.Body.DeepClone().AsObject();
                rest.Remove(field);
                var text = rest.ToJsonString();
                var body = $"{text[..^1]}{(rest.Count > 0 ? "," : "")}\"{field}\":{value}}}";
                faults.AddRange(await FaultsAsync(server, operation.Method, operation.Path, Encoding.UTF8.GetBytes(body), "application/json", $"{field}: {value}"));
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_query_or_path_makes_a_route_fail()
    {
        await using var server = await StartAsync();
        List<string> faults = [];
        foreach (var operation in await server.OperationsAsync())
        {
            byte[]? body = operation.Method is "GET" or "DELETE" ? null : "{}"u8.ToArray();
            foreach (var (name, value) in operation.Queries.SelectMany(_ => Queries, (name, value) => (name, value)))
            {
                faults.AddRange(await FaultsAsync(server, operation.Method, $"{operation.Path}?{name}={value.Replace("{0}", name, StringComparison.Ordinal)}", body, "application/json", $"{name}={value}"));
            }

            foreach (var value in Queries.Where(value => operation.Pattern.Contains('{', StringComparison.Ordinal) && value.Length > 0 && !value.Contains('&', StringComparison.Ordinal)))
            {
                var path = Operation.Fill(operation.Pattern, value);
                faults.AddRange(await FaultsAsync(server, operation.Method, path, body, "application/json", path));
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_required_field_that_is_null_is_named()
    {
        await using var server = await StartAsync();
        foreach (var (path, body) in ((string, string)[])
        [
            ("/api/text2sql/execute", """{"datasource_id":1,"sql":null}"""),
            ("/api/memories/search", """{"query":null}"""),
            ("/api/text2sql/generate", """{"datasource_id":1,"query":null}"""),
        ])
        {
            var (status, text) = await SendAsync(server, "POST", path, Encoding.UTF8.GetBytes(body), "application/json");
            status.ShouldBe(400, path + text);
        }
    }

    private static Task<AccessServer> StartAsync() => AccessServer.StartAsync(settings => settings with { RateLimitPerMinute = 0, LogLevel = "ERROR" });

    private static async Task<IEnumerable<string>> FaultsAsync(AccessServer server, string method, string path, byte[]? body, string type, string what)
    {
        var (status, text) = await SendAsync(server, method, path, body, type);
        var isWell = (status < 500 || status == 503) && (status < 400 || !(text.Contains("Exception", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal)));
        return isWell ? [] : [$"{method} {path} {what}: {status} {text}"];
    }

    private static async Task<(int Status, string Text)> SendAsync(AccessServer server, string method, string path, byte[]? body, string type)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new ByteArrayContent(body) };
        request.Headers.Add("X-User-Id", "eve");
        request.Headers.Add("X-Session-Id", "s");
        request.Content?.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await server.Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
