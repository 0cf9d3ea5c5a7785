using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests;

public sealed class ExecuteDownloadTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/text2sql/execute";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Theory]
    [InlineData("?format=csv", null)]
    [InlineData("", "text/csv")]
    [InlineData("", "text/csv, application/json;q=0.5")]
    public async Task Csv_HasAllRowsBeyondTheLimitOfAnswers(string query, string? accept)
    {
        using var response = await PostAsync(query, accept, "SELECT * FROM orders");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=\"result.csv\"");
        response.Headers.GetValues("Memori-Row-Limit").ShouldBe(["1000000"]);
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await response.Content.ReadAsStringAsync()).Split("\r\n").Length.ShouldBeGreaterThan(1_500);
    }

    [Fact]
    public async Task Xlsx_IsAWorkbookWithItsCountInTheHeaders()
    {
        using var response = await PostAsync("", Xlsx, "SELECT * FROM orders", rowLimit: 5);

        response.Content.Headers.ContentType!.ToString().ShouldBe(Xlsx);
        (response.Headers.GetValues("Memori-Rows").Single(), response.Headers.GetValues("Memori-Truncated").Single()).ShouldBe(("5", "true"));
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        zip.GetEntry("xl/worksheets/sheet1.xml").ShouldNotBeNull();
    }

    [Fact]
    public async Task Json_IsADownloadOnlyWhenAskedFor()
    {
        using var file = await PostAsync("?format=json", null, "SELECT 1 AS a");
        JsonNode.Parse(await file.Content.ReadAsStringAsync())!["rows"]!.ToJsonString().ShouldBe("[[1]]");
        file.Content.Headers.ContentDisposition.ShouldNotBeNull();

        using var answer = await PostAsync("", "application/json, text/csv;q=0.9", "SELECT 1 AS a");
        answer.Content.Headers.ContentDisposition.ShouldBeNull();
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["sql"].ShouldNotBeNull();
    }

    [Fact]
    public async Task JsonLines_ComeInOneTurnBeyondTheLimitOfAnswers()
    {
        using var file = await PostAsync("?format=jsonl", null, "SELECT * FROM orders", rowLimit: 1_200);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        var lines = (await file.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1_202);
        lines[^1].ShouldBe("""{"row_count":1200,"truncated":true}""");
    }

    [Theory]
    [InlineData("?format=pdf", "SELECT 1 AS a", null, 400, "invalid-format")]
    [InlineData("?format=csv", "DELETE FROM orders", null, 422, "not-a-select")]
    [InlineData("?format=csv", "SELECT 1 AS a", 1_000_001, 422, "row-limit")]
    [InlineData("?format=xlsx", "SELECT 1 AS a", 0, 422, "row-limit")]
    public async Task WhatCanNotBeDone_IsAProblemNotAFile(string query, string sql, int? rowLimit, int status, string code)
    {
        using var response = await PostAsync(query, null, sql, rowLimit);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentDisposition.ShouldBeNull();
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task QueryThatFailsOnTheWay_BreaksOffTheDownload()
    {
        const string Sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT i, abs(CASE WHEN i = 50000 THEN -9223372036854775807 - 1 ELSE i END) AS x FROM n";
        using var response = await PostAsync("?format=csv", null, Sql, completion: HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(
        string query, string? accept, string sql, int? rowLimit = null, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Route + query)
        {
            Content = JsonContent.Create(new { user_id = "u", session_id = "s", datasource_id = 1, sql, row_limit = rowLimit }),
        };
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await server.Client.SendAsync(request, completion);
    }
}
