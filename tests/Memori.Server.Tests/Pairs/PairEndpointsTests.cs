using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Pairs;

public sealed class PairEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/datasources/1/pairs";

    [Fact]
    public async Task Pairs_go_in_and_out_in_every_format_and_stay_with_their_user()
    {
        var (status, report) = await server.PostAsync($"{Route}?user_id=ann", new { pairs = new[] { new { question = "How busy were we?", sql = "SELECT COUNT(*) AS n FROM orders" }, new { question = "Drop", sql = "DROP TABLE orders" } } });
        status.ShouldBe(200);
        report["kept"]!.GetValue<int>().ShouldBe(1);
        report["pairs"]![1]!["outcome"]!.GetValue<string>().ShouldBe("refused");
        (await ListAsync("ann")).ShouldHaveSingleItem();
        (await ListAsync("bob")).ShouldBeEmpty();

        foreach (var (format, media) in new[] { ("csv", "text/csv"), ("jsonl", "application/x-ndjson"), ("yaml", "application/yaml"), ("json", "application/json") })
        {
            var file = await server.Client.GetStringAsync($"{Route}?user_id=ann&format={format}");
            file.ShouldContain("How busy were we?");
            using var content = new StringContent(file, Encoding.UTF8, media);
            using var response = await server.Client.PostAsync($"{Route}?user_id=carol-{format}", content);
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["kept"]!.GetValue<int>().ShouldBe(1, format);
        }
    }

    [Theory]
    [InlineData(Route, 401, "identity-missing")]
    [InlineData(Route + "?user_id=ann&format=exe", 400, "unknown-format")]
    [InlineData("/api/datasources/99/pairs?user_id=ann", 404, "datasource-not-found")]
    public async Task What_cannot_be_listed_says_why(string route, int status, string code)
    {
        using var response = await server.Client.GetAsync(route);
        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    private async Task<JsonArray> ListAsync(string user) => (await server.Client.GetFromJsonAsync<JsonNode>($"{Route}?user_id={user}"))!["pairs"]!.AsArray();
}
