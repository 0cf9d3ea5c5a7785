namespace Memori.Cli.Tests.Configuration;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Settings_of_a_file_are_shown_without_secrets_checked_and_used()
    {
        File.WriteAllText(_cli.Path(".env"), "MEMORI_PROFILE=staging\nMEMORI_ANTHROPIC_API_KEY=canary-key\nMEMORI_MAX_ROW=5\nMEMORI_DATABASE_URL=sqlite:own/state.db\n");

        var shown = (await _cli.RunAsync("config", "show", "--json", "--set", "MEMORI_MAX_ROWS=7")).ShouldExit(0);
        var settings = shown.Json["settings"]!.AsArray().ToDictionary(setting => setting!["name"]!.GetValue<string>(), setting => setting!["source"]!.GetValue<string>());
        (settings["MEMORI_MAX_ROWS"], settings["MEMORI_DATA_DIR"], settings["MEMORI_ANTHROPIC_API_KEY"], settings["MEMORI_LOG_FORMAT"])
            .ShouldBe(("command_line", "environment", "env_file", "profile"));
        shown.Output.ShouldNotContain("canary");
        (await _cli.RunAsync("config", "show", "--all", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("MEMORI_RETRIEVAL_LIMIT");

        var check = (await _cli.RunAsync("config", "check", "--json", "--lang", "zh")).ShouldExit(0).Json;
        check["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>()).ShouldContain("unknown-variable");

        (await _cli.RunAsync("memory", "add", "--user", "ann", "--json", "The report is due on Monday")).ShouldExit(0).Errors.ShouldContain("MEMORI_MAX_ROWS");
        File.Exists(_cli.Path("own/state.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once_and_nothing_is_done()
    {
        File.WriteAllText(_cli.Path(".env"), "MEMORI_MAX_ROWS=many\nMEMORI_DATABASE_URL=postgres://user:canary@host\n");
        var refused = (await _cli.RunAsync("memory", "stats")).ShouldExit(2);
        refused.Errors.ShouldContain("MEMORI_MAX_ROWS");
        refused.Errors.ShouldContain("MEMORI_DATABASE_URL");
        refused.Errors.ShouldNotContain("canary");
        (await _cli.RunAsync("config", "check")).ShouldExit(1).Output.ShouldContain("MEMORI_MAX_ROWS");
        (await _cli.RunAsync("config", "show")).ShouldExit(2).Output.ShouldNotContain("canary");
        (await _cli.RunAsync("config", "show", "--set", "MEMORI_NOTHING=1")).ShouldExit(2);
        Directory.Exists(_cli.Path("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task Unsafe_production_does_not_start()
    {
        var refused = (await _cli.RunAsync("serve", "--set", "MEMORI_PROFILE=production", "--urls", "http://0.0.0.0:0", "--lang", "zh")).ShouldExit(2);
        refused.Errors.ShouldContain("MEMORI_TLS_CERTIFICATE");
        refused.Errors.ShouldContain("invalid-settings");
    }

    [Fact]
    public async Task The_example_is_the_committed_one_and_profiles_have_their_own()
    {
        (await _cli.RunAsync("config", "env")).ShouldExit(0).Output.ShouldBe(await File.ReadAllTextAsync(Path.Combine(Repository.Root, ".env.example")));
        (await _cli.RunAsync("config", "env", "--profile", "production")).ShouldExit(0).Output.ShouldContain("# MEMORI_LOG_FORMAT=json");
    }
}
