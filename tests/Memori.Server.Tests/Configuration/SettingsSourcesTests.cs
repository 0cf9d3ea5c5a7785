using Memori.Server.Configuration;
using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Tests.Configuration;

public sealed class SettingsSourcesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-settings-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_file_and_that_before_the_profile()
    {
        var file = Write(".env", "MEMORI_PROFILE=production\nMEMORI_MAX_ROWS=1\nMEMORI_RETRIEVAL_LIMIT=1\nMEMORI_QUEUE_TIMEOUT_SECONDS=1\nMEMORI_LOG_FORMAT=text\n");
        var reading = Read(("MEMORI_ENV_FILE", file), ("MEMORI_MAX_ROWS", "2"), ("MEMORI_RETRIEVAL_LIMIT", "2"), ("--MEMORI_MAX_ROWS", "3"));

        reading.Findings.ShouldBeEmpty();
        var settings = reading.Require();
        (settings.MaxRows, settings.RetrievalLimit, settings.QueueTimeoutSeconds, settings.LogFormat, settings.LogLevel).ShouldBe((3, 2, 1, "text", "WARNING"));
        Source(reading, "MEMORI_MAX_ROWS").ShouldBe(SettingSource.CommandLine);
        Source(reading, "MEMORI_RETRIEVAL_LIMIT").ShouldBe(SettingSource.Environment);
        Source(reading, "MEMORI_QUEUE_TIMEOUT_SECONDS").ShouldBe(SettingSource.EnvFile);
        Source(reading, "MEMORI_LOG_LEVEL").ShouldBe(SettingSource.Profile);
        Source(reading, "MEMORI_MAX_BODY_MB").ShouldBe(SettingSource.Default);
    }

    [Fact]
    public void Any_setting_may_come_from_a_file()
    {
        var reading = Read(("MEMORI_ANTHROPIC_API_KEY__FILE", Write("key", "\uFEFF  sk-canary\n")), ("MEMORI_MAX_ROWS__FILE", Write("rows", "12")));
        var settings = reading.Require();
        (settings.AnthropicApiKey, settings.MaxRows).ShouldBe(("sk-canary", 12));
        reading.Values.Single(value => value.Setting.Name == "MEMORI_ANTHROPIC_API_KEY").Shown!.ShouldStartWith("set (sha256:");
        reading.Values.Single(value => value.Setting.Name == "MEMORI_MAX_ROWS").Origin.ShouldBe(new SettingOrigin(SettingSource.Environment, "MEMORI_MAX_ROWS__FILE"));
    }

    [Fact]
    public void A_setting_and_its_file_in_one_place_are_a_mistake_and_in_two_places_the_first_counts()
    {
        var key = Write("key", "from-the-file");
        Codes(Read(("MEMORI_EMBEDDING_KEY", "canary"), ("MEMORI_EMBEDDING_KEY__FILE", key))).ShouldContain("given-twice");

        var file = Write(".env", $"MEMORI_ANTHROPIC_API_KEY__FILE={key}\n");
        Read(("MEMORI_ENV_FILE", file), ("MEMORI_ANTHROPIC_API_KEY", "from-the-environment")).Require().AnthropicApiKey.ShouldBe("from-the-environment");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\0xff")]
    [InlineData(null)]
    public void A_file_without_a_text_is_a_mistake(string? content)
    {
        var path = content is null ? Path.Combine(_directory.FullName, "missing") : Write("key", content);
        if (content?.Contains('\0', StringComparison.Ordinal) == true)
        {
            File.WriteAllBytes(path, [0xff, 0xfe, 0xff]);
        }

        Codes(Read(("MEMORI_SECRET_KEY__FILE", path))).ShouldBe(["file-unreadable"]);
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_with_its_path_and_a_secret_in_its_place_is_not_repeated()
    {
        var missing = Path.Combine(_directory.FullName, "missing");
        Text(missing).ShouldContain($"{missing} is not there");
        Text(Write("empty", "")).ShouldContain("is empty");
        Text(_directory.FullName).ShouldContain("is a folder");
        Text("hunter2-hunter2-hunter2").ShouldNotContain("hunter2");

        string Text(string path) => Read(("MEMORI_SECRET_KEY__FILE", path)).Findings.ShouldHaveSingleItem().Text.English;
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        Codes(Read(("MEMORI_SECRET_KEY__FILE", Write("key", new string('x', (64 << 10) + 1))))).ShouldBe(["file-unreadable"]);
        if (OperatingSystem.IsLinux())
        {
            Codes(Read(("MEMORI_SECRET_KEY__FILE", "/dev/zero"))).ShouldBe(["file-unreadable"]);
        }
    }

    [Fact]
    public void The_own_name_goes_before_the_alias_wherever_it_stands()
    {
        var file = Write(".env", "MEMORI_OTLP_ENDPOINT=http://own\n");
        Read(("MEMORI_ENV_FILE", file), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://shared")).Require().OtlpEndpoint.ShouldBe(new Uri("http://own"));
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://shared")).Require().OtlpEndpoint.ShouldBe(new Uri("http://shared"));
    }

    [Fact]
    public void The_case_of_a_name_does_not_matter_but_the_exact_one_goes_first() =>
        Read(("memori_max_rows", "1"), ("MEMORI_MAX_ROWS", "2"), ("Memori_Retrieval_Limit", "3")).Require().ShouldSatisfyAllConditions(
            settings => settings.MaxRows.ShouldBe(2), settings => settings.RetrievalLimit.ShouldBe(3));

    [Fact]
    public void An_unknown_variable_is_a_warning_with_the_name_that_was_meant()
    {
        var reading = Read(("MEMORI_MAX_ROW", "5"), ("MEMORI_TEST_POSTGRES", "x"), ("MEMORI_SOMETHING_ELSE_ALTOGETHER", "canary"), ("PATH", "x"));
        reading.Errors.ShouldBeEmpty();
        Codes(reading).ShouldBe(["unknown-variable", "unknown-variable"]);
        reading.Findings[0].Text.English.ShouldContain("MEMORI_MAX_ROWS");
        reading.Findings.ShouldAllBe(finding => !finding.Text.English.Contains("canary"));
    }

    [Fact]
    public void A_file_that_is_named_must_be_there() => Codes(Read(("MEMORI_ENV_FILE", "/there/is/no/file"))).ShouldBe(["env-file-missing"]);

    [Fact]
    public void Secrets_in_a_file_that_others_may_read_are_warned_about()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = Write(".env", "MEMORI_ADMIN_KEY=canary-canary-canary-canary-canary\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Codes(Read(("MEMORI_ENV_FILE", file))).ShouldBeEmpty();
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Codes(Read(("MEMORI_ENV_FILE", file))).ShouldBe(["env-file-open"]);
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var given = SettingsTable.All.Where(setting => setting.IsSecret).Select(setting => (setting.Name, "http://user:canary@example.com/canary-canary-canary"))
            .Append(("MEMORI_EMBEDDING_URL", "http://user:canary@example.com")).ToArray();
        var reading = Read(given);
        var shown = string.Join('\n', reading.Values.Select(value => $"{value} {value.Shown}")
            .Concat(SettingsCheck.Of(reading).Select(finding => finding.ToString())).Append(reading.ToString()).Append(reading.Settings.ToString())
            .Append(Should.Throw<MemoriException>(reading.Require).ToString()));
        shown.ShouldNotContain("canary");
        shown.ShouldContain("sha256");
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static SettingsReading Read(params (string Name, string Value)[] given)
    {
        const string option = "--";
        var named = given.ToLookup(g => g.Name.StartsWith(option, StringComparison.Ordinal), g => KeyValuePair.Create(g.Name.TrimStart('-'), g.Value));
        return SettingsReader.Read(SettingsSources.Of(named[true], named[false]));
    }

    private static IEnumerable<string> Codes(SettingsReading reading) => reading.Findings.Select(finding => finding.Code).Where(code => code != "needs-another");

    private static SettingSource Source(SettingsReading reading, string name) => reading.Values.Single(value => value.Setting.Name == name).Origin.Source;
}
