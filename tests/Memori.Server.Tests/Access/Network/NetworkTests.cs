using Memori.Server.Access.Keys;

namespace Memori.Server.Tests.Access.Network;

/// <summary>By which names and from which pages the service is called, and what its answers say to browsers.</summary>
public sealed class NetworkTests
{
    private const string App = "https://app.example.com";

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example:8000")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost.evil.example")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task While_nobody_needs_a_key_only_this_machine_is_answered(string header, string value)
    {
        await using var server = await AccessServer.StartAsync();
        (await server.JsonAsync("GET", "/health", null, (header, value))).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(403), answer => answer.Code.ShouldBe("loopback-only"));
        (await server.StatusAsync("/health", ("Host", "localhost"), ("Origin", "http://127.0.0.1:5173"))).ShouldBe(200);
    }

    [Theory]
    [InlineData("memori.example.com", 200)]
    [InlineData("MEMORI.example.com:8443", 200)]
    [InlineData("a.b.internal", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("internal", 403)]
    [InlineData("notinternal", 403)]
    [InlineData("memori.example.com.evil.example", 403)]
    [InlineData("evil.example", 403)]
    public async Task Once_there_are_keys_the_names_of_the_settings_count(string host, int status)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey, PublicHosts = ["memori.example.com", "*.internal"] });
        (await server.StatusAsync("/api/version", ("Host", host))).ShouldBe(status);
        (await server.StatusAsync("/health", ("Host", host))).ShouldBe(200);
    }

    [Fact]
    public async Task Pages_of_the_listed_origins_may_call_with_a_preflight_that_needs_no_key()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey, CorsOrigins = [App] });
        using var preflight = await server.SendAsync("OPTIONS", "/api/memories", null, ("Origin", App), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));
        ((int)preflight.StatusCode).ShouldBe(204);
        Of(preflight, "Access-Control-Allow-Origin").ShouldBe(App);
        Of(preflight, "Access-Control-Allow-Headers").ShouldBe("authorization,content-type");
        Of(preflight, "Access-Control-Allow-Credentials").ShouldBeNull();

        // A refusal can be read by the page as well.
        using var refused = await server.GetAsync("/api/memories", ("Origin", App));
        ((int)refused.StatusCode, Of(refused, "Access-Control-Allow-Origin")).ShouldBe((401, App));
        (Of(refused, "Vary") ?? "").ShouldContain("Origin");

        foreach (var other in (string[])["https://evil.example", "https://app.example.com.evil.example", "http://app.example.com", "https://app.example.com:444", "null"])
        {
            using var ofOther = await server.GetAsync("/api/version", ("Origin", other));
            ((int)ofOther.StatusCode, Of(ofOther, "Access-Control-Allow-Origin")).ShouldBe((200, null));
            using var asked = await server.SendAsync("OPTIONS", "/api/memories", null, ("Origin", other), ("Access-Control-Request-Method", "POST"));
            Of(asked, "Access-Control-Allow-Origin").ShouldBeNull();
        }

        using var none = await server.GetAsync("/api/version");
        (Of(none, "Vary") ?? "").ShouldContain("Origin");
    }

    [Fact]
    public async Task Without_origins_in_the_settings_no_page_is_let_in()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        using var preflight = await server.SendAsync("OPTIONS", "/api/memories", null, ("Origin", App), ("Access-Control-Request-Method", "POST"));
        ((int)preflight.StatusCode, Of(preflight, "Access-Control-Allow-Origin")).ShouldBe((401, null));
    }

    [Theory]
    [InlineData("/api/version", 200)]
    [InlineData("/api/memories", 401)]
    [InlineData("/nowhere", 401)]
    [InlineData("/docs/index.html", 200)]
    public async Task Every_answer_has_security_headers_and_says_nothing_of_the_server(string path, int status)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        using var response = await server.GetAsync(path);
        ((int)response.StatusCode).ShouldBe(status);
        Of(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Of(response, "Referrer-Policy").ShouldBe("no-referrer");
        var policy = Of(response, "Content-Security-Policy")!;
        policy.ShouldContain("frame-ancestors 'none'");
        policy.Contains("script-src 'self'", StringComparison.Ordinal).ShouldBe(path.StartsWith("/docs", StringComparison.Ordinal));
        Of(response, "Server").ShouldBeNull();
        Of(response, "Strict-Transport-Security").ShouldBeNull();
        Of(response, "WWW-Authenticate").ShouldBe(status == 401 ? "Bearer realm=\"memori\"" : null);
        if (!path.StartsWith("/docs", StringComparison.Ordinal))
        {
            Of(response, "Cache-Control")!.ShouldContain("no-store");
        }
    }

    [Fact]
    public async Task The_page_of_the_documentation_has_no_script_that_its_policy_forbids()
    {
        await using var server = await AccessServer.StartAsync();
        var page = await server.Client.GetStringAsync("/docs/index.html");
        foreach (System.Text.RegularExpressions.Match script in System.Text.RegularExpressions.Regex.Matches(page, "<script([^>]*)>", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            script.Groups[1].Value.ShouldContain("src=");
            script.Groups[1].Value.ShouldNotContain("http");
        }
    }

    [Fact]
    public async Task A_wrong_credential_is_told_so_in_the_challenge()
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey });
        using var response = await server.GetAsync("/api/memories", ("x-api-key", "mk-abcdefgh-nobodys"));
        ((int)response.StatusCode, Of(response, "WWW-Authenticate")).ShouldBe((401, "Bearer realm=\"memori\", error=\"invalid_token\""));
    }

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    public async Task Forwarded_headers_count_when_they_come_from_a_proxy_of_the_settings(string trusted, bool believed)
    {
        await using var server = await AccessServer.StartAsync(settings => settings with { AdminKey = AccessServer.AdminKey, TrustedProxies = [trusted], PublicHosts = ["memori.example.com"] });
        using var response = await server.GetAsync("/api/version", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));
        ((int)response.StatusCode).ShouldBe(believed ? 403 : 200);
        (Of(response, "Strict-Transport-Security") is not null).ShouldBe(believed);
    }

    [Fact]
    public async Task A_key_makes_the_service_answer_to_other_names()
    {
        await using var server = await AccessServer.StartAsync();
        (await server.StatusAsync("/api/version", ("Host", "memori.example.com"))).ShouldBe(403);
        await server.KeyAsync(KeyRole.Admin);
        (await server.StatusAsync("/api/version", ("Host", "memori.example.com"))).ShouldBe(200);
    }

    private static string? Of(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
