using System.Net;

namespace Memori.Cli.Tests.Serve;

/// <summary>The page as <c>memori serve</c> serves it.</summary>
public sealed class PageTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_page_is_served_with_a_policy_that_runs_nothing_else()
    {
        Directory.CreateDirectory(_cli.Path("page/assets"));
        await File.WriteAllTextAsync(_cli.Path("page/assets/app-1.js"), "export {};");
        await File.WriteAllTextAsync(_cli.Path("page/index.html"), """<!doctype html><script type="module" nonce="__CSP_NONCE__" src="/assets/app-1.js"></script>""");
        _cli.Environment["MEMORI_PAGE_DIR"] = _cli.Path("page");
        await using var service = await ServiceProcess.StartAsync(_cli);

        using var page = await service.Client.GetAsync("/");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        nonce.Length.ShouldBeGreaterThanOrEqualTo(24);
        (await page.Content.ReadAsStringAsync()).ShouldContain($"nonce=\"{nonce}\"");
        policy.ShouldStartWith("default-src 'none'; script-src 'self' 'nonce-");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        using var script = await service.Client.GetAsync("/assets/app-1.js");
        script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        script.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        using var route = await service.Client.GetAsync("/api/nothing");
        route.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Without_a_page_it_says_so_in_words()
    {
        _cli.Environment["MEMORI_PAGE_DIR"] = _cli.Path("none");
        await using var service = await ServiceProcess.StartAsync(_cli);
        using var page = await service.Client.GetAsync("/");
        page.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).ShouldContain("./memori serve");
    }
}
