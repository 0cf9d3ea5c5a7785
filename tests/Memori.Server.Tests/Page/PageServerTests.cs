using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Memori.Server.Tests.Access;

namespace Memori.Server.Tests.Page;

/// <summary>How the page is served, from the outside.</summary>
public sealed partial class PageServerTests : IAsyncLifetime
{
    private readonly DirectoryInfo _built = Directory.CreateTempSubdirectory("memori-page-");
    private AccessServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _built.CreateSubdirectory("assets");
        await File.WriteAllTextAsync(Path.Combine(_built.FullName, "assets", "app-1a2b.js"), "console.log(1);" + new string(' ', 5_000));
        await File.WriteAllTextAsync(Path.Combine(_built.FullName, "favicon.svg"), "<svg/>");
        await File.WriteAllTextAsync(Path.Combine(_built.FullName, "index.html"), """<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/assets/app-1a2b.js"></script>""");
        await File.WriteAllTextAsync(Path.Combine(_built.Parent!.FullName, _built.Name + "-secret.txt"), "outside");

        // Closed: the page is there for whoever has no key yet.
        _server = await AccessServer.StartAsync(settings => settings with { PageDirectory = _built.FullName, AdminKey = AccessServer.AdminKey });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(Path.Combine(_built.Parent!.FullName, _built.Name + "-secret.txt"));
        _built.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/ask/0198c0")]
    [InlineData("/manage/keys?tab=1")]
    public async Task Every_page_is_the_page_with_a_nonce_of_its_own(string path)
    {
        var (first, second) = (await OpenAsync(path), await OpenAsync(path));
        first.Nonce.ShouldNotBe(second.Nonce);
        Nonces().Matches(first.Html).Select(match => match.Groups[1].Value).ShouldBe([first.Nonce, first.Nonce]);
        first.Policy.ShouldContain("default-src 'none'");
        first.Policy.ShouldContain($"script-src 'self' 'nonce-{first.Nonce}';");
        first.Policy.ShouldNotContain("unsafe-eval");
    }

    [Theory]
    [InlineData("/api/nowhere", HttpStatusCode.Unauthorized)]
    [InlineData("/API/nowhere", HttpStatusCode.Unauthorized)]
    [InlineData("/v1/nothing", HttpStatusCode.Unauthorized)]
    [InlineData("/health/nothing", HttpStatusCode.Unauthorized)]
    [InlineData("/assets/gone-9f.js", HttpStatusCode.Unauthorized)]
    public async Task What_is_the_API_s_or_a_file_is_never_the_page(string path, HttpStatusCode status)
    {
        using var response = await _server.GetAsync(path, ("Accept", "text/html"));
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType!.ShouldEndWith("json");
    }

    [Fact]
    public async Task Hashed_files_are_kept_for_ever_and_come_compressed()
    {
        using var response = await _server.GetAsync("/assets/app-1a2b.js", ("Accept-Encoding", "gzip, br"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        await using var plain = new BrotliStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        (await reader.ReadToEndAsync()).ShouldStartWith("console.log(1);");

        using var again = await _server.GetAsync("/assets/app-1a2b.js", ("If-None-Match", response.Headers.ETag!.Tag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var small = await _server.GetAsync("/favicon.svg", ("Accept-Encoding", "br"));
        small.Content.Headers.ContentEncoding.ShouldBeEmpty();
        small.Headers.CacheControl!.ToString().ShouldBe("no-cache");
    }

    [Theory]
    [InlineData("/../{0}-secret.txt")]
    [InlineData("/%2e%2e/{0}-secret.txt")]
    [InlineData("/..%2f{0}-secret.txt")]
    [InlineData("/assets/..%5c..%5c{0}-secret.txt")]
    public async Task Nothing_outside_its_directory_is_given(string path)
    {
        using var response = await _server.GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, _built.Name));
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("outside");
        ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
    }

    [Fact]
    public async Task Without_a_page_its_address_says_in_words_how_to_get_it()
    {
        File.Delete(Path.Combine(_built.FullName, "index.html"));
        using var response = await _server.GetAsync("/", ("Accept", "text/html"), ("Accept-Language", "zh-CN"));
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await response.Content.ReadAsStringAsync()).ShouldContain("./memori serve");
    }

    private async Task<(string Html, string Policy, string Nonce)> OpenAsync(string path)
    {
        using var response = await _server.GetAsync(path, ("Accept", "text/html,application/xhtml+xml"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        response.Headers.ETag.ShouldBeNull();
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        return (await response.Content.ReadAsStringAsync(), policy, PolicyNonce().Match(policy).Groups[1].Value);
    }

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonces();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex PolicyNonce();
}
