using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.DataSources;

public sealed class UploadEndpointsTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Route = "/api/datasources/upload";

    private string Uploads => Path.Combine(server.DataDirectory, "uploads");

    [Fact]
    public async Task Upload_Csv_IsADatasourceThatAnswers()
    {
        var (status, body) = await UploadAsync(File("../../etc/订单 list.csv", "id,城市,amount\n1,上海,5%\n2,北京,7.5%\n"), ("user_id", "u"));

        status.ShouldBe(200, body.ToJsonString());
        body["name"]!.GetValue<string>().ShouldBe("订单 list");
        body["tables"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe("""{"name":"订单_list","rows":2,"columns":[{"name":"id","type":"integer"},{"name":"城市","type":"text"},{"name":"amount","type":"number"}]}""");
        body["warnings"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldContain("fractions");
        var (_, answer) = await server.PostAsync(
            "/api/text2sql/execute", new { user_id = "u", session_id = "s", datasource_id = body["datasource_id"]!.GetValue<int>(), sql = "SELECT 城市 FROM 订单_list WHERE amount > 0.06" });
        answer["rows"]!.ToJsonString().ShouldBe("[[\"\\u5317\\u4EAC\"]]");
        Directory.GetFiles(Uploads, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldContain("订单_list.csv");
    }

    [Fact]
    public async Task Upload_GivenName_NamesDatasourceAndTable()
    {
        var (_, body) = await UploadAsync(File("x.csv", "a,b\n1,2\n"), ("name", "Sales: 2024"), ("user_id", "u"));

        body["name"]!.GetValue<string>().ShouldBe("Sales: 2024");
        body["tables"]![0]!["name"]!.GetValue<string>().ShouldBe("Sales_2024");
    }

    [Theory]
    [InlineData("a.csv", "", "file-unreadable", 400)]
    [InlineData("a.xlsx", "PK\u0003\u0004 cut off", "file-unreadable", 400)]
    [InlineData("a.exe", "a,b\n1,2\n", "upload-unsupported", 400)]
    [InlineData("", "a,b\n1,2\n", "upload-malformed", 400)]
    [InlineData("a", "a,b\n1,2\n", "upload-unsupported", 400)]
    [InlineData("a.csv", "SQLite format 3\0 and the rest", "upload-unsupported", 400)]
    public async Task Upload_WhatIsNoTable_IsRefusedAndGone(string name, string content, string code, int status)
    {
        var before = Left();

        var (got, body) = await UploadAsync(File(name, content), ("user_id", "u"));

        (got, body["code"]!.GetValue<string>()).ShouldBe((status, code));
        body["detail"]!.GetValue<string>().ShouldNotContain(server.DataDirectory);
        Left().ShouldBe(before);
    }

    [Fact]
    public async Task Upload_WithoutUserOrFile_IsRefusedAndGone()
    {
        var before = Left();

        (await UploadAsync(File("a.csv", "a,b\n1,2\n")))["code"].ShouldBe("identity-missing");
        (await UploadAsync(null, ("user_id", "u")))["code"].ShouldBe("upload-malformed");
        (await UploadAsync(File("a.csv", "a,b\n1,2\n"), ("user_id", "u"), ("user_id", "v")))["code"].ShouldBe("upload-malformed");
        using var json = await server.Client.PostAsync(Route, new StringContent("{}", Encoding.UTF8, "application/json"));
        json.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Left().ShouldBe(before);
    }

    [Fact]
    public async Task Upload_LargerThanTheLimit_IsRefusedAndGone()
    {
        var before = Left();
        using var endless = new StreamContent(new Repeated((34 << 20) + (1 << 16)));

        var (status, body) = await UploadAsync((endless, "big.csv"), ("user_id", "u"));

        (status, body["code"]!.GetValue<string>()).ShouldBe((413, "upload-too-large"));
        Left().ShouldBe(before);
    }

    [Fact]
    public async Task Upload_LargerThanOtherBodiesMayBe_IsTaken()
    {
        using var large = new StreamContent(new Repeated(32 << 20));

        var (status, body) = await UploadAsync((large, "large.csv"), ("user_id", "u"));

        status.ShouldBe(200, body.ToJsonString());
        body["tables"]![0]!["rows"]!.GetValue<int>().ShouldBeGreaterThan(4_000_000);
        using var other = new HttpRequestMessage(HttpMethod.Post, "/api/text2sql/execute") { Content = new ByteArrayContent(new byte[32 << 20]) };
        other.Content.Headers.ContentType = new("application/json");
        other.Headers.ExpectContinue = true;
        using var refused = await server.Client.SendAsync(other);
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Upload_Cancelled_LeavesNothing()
    {
        var before = Left();
        using var cancellation = new CancellationTokenSource();

        using var body = new Repeated(8 << 20) { AfterBytes = (2 << 20, CancelAsync) };
        using var content = new StreamContent(body);

        await Should.ThrowAsync<OperationCanceledException>(() => UploadAsync((content, "cancelled.csv"), cancellation.Token, ("user_id", "u")));

        await Eventually(() => Left() == before);

        // Only once the server is at it: an upload that it never saw would leave nothing either.
        async Task CancelAsync()
        {
            await Eventually(() => Left() > before);
            await cancellation.CancelAsync();
        }
    }

    [Fact]
    public async Task Uploads_AtOnce_AreEachTheirOwn()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => UploadAsync(File("same.csv", $"id,name\n{i},row {i}\n"), ("user_id", "u"))));

        all.ShouldAllBe(static one => one.Status == 200);
        var ids = all.Select(static one => one.Body["datasource_id"]!.GetValue<int>()).ToArray();
        ids.ShouldBeUnique();
        for (var i = 0; i < ids.Length; i++)
        {
            var (_, answer) = await server.PostAsync("/api/text2sql/execute", new { user_id = "u", session_id = "s", datasource_id = ids[i], sql = "SELECT id FROM same" });
            answer["rows"]![0]![0]!.GetValue<int>().ShouldBe(i);
        }
    }

    [Fact]
    public async Task Upload_Warnings_AreInTheReadersLanguage()
    {
        using var form = Form(File("d.csv", "day\n1/2/2024\n"), ("user_id", "u"));
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = form };
        request.Headers.AcceptLanguage.ParseAdd("zh-CN");
        using var response = await server.Client.SendAsync(request);

        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["warnings"]![0]!.GetValue<string>().ShouldContain("已按月/日读取");
    }

    [Fact]
    public async Task Upload_IsDescribed()
    {
        var document = JsonNode.Parse(await server.Client.GetStringAsync("/openapi.json"))!;

        document["paths"]![Route]!["post"]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!["properties"]!["file"]!["format"]!.GetValue<string>().ShouldBe("binary");
    }

    private static (HttpContent Content, string Name) File(string name, string content) => (new ByteArrayContent(Encoding.UTF8.GetBytes(content)), name);

    private static MultipartFormDataContent Form((HttpContent Content, string Name)? file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        if (file is { } given)
        {
            given.Content.Headers.TryAddWithoutValidation("Content-Disposition", given.Name.Any(static c => c > 127)
                ? $"form-data; name=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(given.Name)}"
                : $"form-data; name=\"file\"; filename=\"{given.Name}\"");
            form.Add(given.Content);
        }

        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    private Task<Reply> UploadAsync((HttpContent Content, string Name)? file, params (string Name, string Value)[] fields) => UploadAsync(file, CancellationToken.None, fields);

    private async Task<Reply> UploadAsync((HttpContent Content, string Name)? file, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        using var form = Form(file, fields);
        using var response = await server.Client.PostAsync(Route, form, cancellationToken);
        return new Reply((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!);
    }

    // What uploads and imports have left on disk.
    private int Left() => new[] { "uploads", "imports" }.Select(name => Path.Combine(server.DataDirectory, name)).Where(Directory.Exists)
        .Sum(static directory => Directory.GetFileSystemEntries(directory, "*", SearchOption.AllDirectories).Length);

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed record Reply(int Status, JsonNode Body)
    {
        public string? this[string name] => Body[name]?.GetValue<string>();
    }

    /// <summary>A CSV file of short lines that is never in memory.</summary>
    private sealed class Repeated(long length) : Stream
    {
        private static readonly byte[] s_line = "12345,1\n"u8.ToArray();
        private long _position;

        public (long Bytes, Func<Task> Then)? AfterBytes { get; init; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (AfterBytes is { } after && _position >= after.Bytes)
            {
                await after.Then();
            }

            var bytes = new byte[buffer.Length];
            var count = Read(bytes, 0, bytes.Length);
            bytes.AsMemory(0, count).CopyTo(buffer);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var i = 0;
            for (; i < count && _position < length; i++, _position++)
            {
                buffer[offset + i] = s_line[_position % s_line.Length];
            }

            return i;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
