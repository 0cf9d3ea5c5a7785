namespace Memori.Cli.Tests.BlackBox;

/// <summary>What is said of the service itself, to whoever asks.</summary>
[Collection(nameof(OpenSuite))]
public sealed class ServiceRoutesTests(OpenService service) : Suite
{
    [Fact]
    public async Task Health_says_that_it_lives()
    {
        var health = (await service.GetAsync("/health")).Is(200);
        health.Word("status").ShouldBe("ok");
        health["claude"]["circuit"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task Ready_says_what_was_tried_and_that_it_worked()
    {
        var ready = (await service.GetAsync("/health/ready")).Is(200);
        ready.Word("status").ShouldBe("ok");
        ready.List("checks").ShouldAllBe(check => check["status"]!.GetValue<string>() == "ok");
    }

    [Fact]
    public async Task Version_says_what_runs()
    {
        var version = (await service.GetAsync("/api/version")).Is(200);
        version.Word("name").ShouldBe("memori");
        version.Word("version").ShouldMatch(@"^\d+\.\d+\.\d+");
    }

    [Fact]
    public async Task Metrics_are_text_for_Prometheus()
    {
        var metrics = (await service.GetAsync("/metrics")).Is(200);
        metrics.MediaType.ShouldBe("text/plain");
        metrics.Text.ShouldContain("# TYPE process_resident_memory_bytes gauge");
    }

    [Fact]
    public async Task The_document_describes_itself_and_the_page_of_it_is_there()
    {
        (await service.GetAsync("/openapi.json")).Is(200).Word("openapi").ShouldStartWith("3.");
        (await service.GetAsync("/docs")).Is(301).Header("Location").ShouldBe("docs/index.html");
        (await service.GetAsync("/docs/index.html")).Is(200).MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task The_document_names_nobody_s_address()
    {
        var document = (await service.GetAsync("/openapi.json", ("Host", "127.0.0.1"))).Is(200);
        document.Json["servers"].ShouldBeNull();
        document.Text.ShouldNotContain(service.Address.Authority);
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_a_summary_and_a_place()
    {
        service.Described.Select(one => one.Described["operationId"]?.GetValue<string>()).ShouldBeUnique();
        service.Described.ShouldAllBe(one => one.Described["operationId"] != null && one.Described["summary"]!.GetValue<string>().Length > 0 && one.Described["tags"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task Models_are_listed_with_their_prices()
    {
        var models = (await service.GetAsync("/api/models")).Is(200).List("models");
        models.ShouldContain(model => model["id"]!.GetValue<string>() == "claude-haiku-4-5-20251001" && model["prices"]!.AsArray().Count > 0);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/version")]
    [InlineData("/docs/index.html")]
    [InlineData("/openapi.json")]
    public async Task What_the_guide_s_middleware_leaves_out_needs_neither_user_nor_session(string path) => (await service.GetAsync(path)).Is(200);

    [Theory]
    [InlineData("/health", "GET, HEAD")]
    [InlineData("/api/ai/chat", "POST")]
    [InlineData("/api/text2sql/generate", "POST")]
    [InlineData("/api/sessions/one", "DELETE, GET, PATCH")]
    public async Task Another_method_is_405_with_those_that_there_are(string path, string allowed)
    {
        var answer = (await service.SendAsync("PUT", path, "{}")).Fails(405, "method-not-allowed");
        answer.Header("Allow")!.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal).ShouldBe(allowed.Split(", "));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/nowhere")]
    [InlineData("/api/datasources/one")]
    [InlineData("/api/text2sql/../../etc/passwd")]
    [InlineData("/docs/%2e%2e/%2e%2e/appsettings.json")]
    public async Task What_is_not_there_is_404(string path) => (await service.GetAsync(path)).Fails(404, "no-such-route");

    [Fact]
    public async Task Another_site_may_ask_from_a_browser_only_when_it_is_listed()
    {
        (string, string)[] preflight = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,x-user-id,x-session-id")];
        var listed = (await service.SendAsync("OPTIONS", "/api/ai/chat", null, [("Origin", "https://app.example"), .. preflight])).Is(204);
        listed.Header("Access-Control-Allow-Origin").ShouldBe("https://app.example");
        listed.Header("Access-Control-Allow-Methods").ShouldNotBeNull().ShouldContain("POST");
        listed.Header("Access-Control-Allow-Headers").ShouldNotBeNull().ToLowerInvariant().ShouldContain("x-user-id");
        var other = await service.SendAsync("OPTIONS", "/api/ai/chat", null, [("Origin", "https://evil.example"), .. preflight]);
        other.Header("Access-Control-Allow-Origin").ShouldBeNull();
        (await service.GetAsync("/api/memories?user_id=cors", ("Origin", "https://app.example"))).Is(200).Header("Access-Control-Expose-Headers").ShouldNotBeNull().ShouldContain("X-Request-Id");
    }

    [Theory]
    [InlineData("Host", "memori.evil.example")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Without_keys_a_page_of_another_site_is_not_answered(string header, string value) =>
        (await service.PostAsync("/api/memories", new { user_id = "rebound", content = "x" }, (header, value))).Status.ShouldBe(403);

    [Fact]
    public async Task The_command_that_looks_after_its_health_says_so_by_its_exit_code()
    {
        (await service.RunAsync("health", "--url", service.Address.ToString())).ShouldExit(0);
        (await service.RunAsync("health", "--url", "http://127.0.0.1:9")).ShouldExit(1);
    }

    [Fact]
    public async Task A_request_id_of_the_caller_s_is_kept_or_replaced_but_never_trusted()
    {
        var answer = await service.GetAsync("/health", ("X-Request-Id", "0123456789abcdef0123456789abcdef<script>"));
        answer.Is(200).Header("X-Request-Id")!.ShouldNotContain("script");
    }
}
