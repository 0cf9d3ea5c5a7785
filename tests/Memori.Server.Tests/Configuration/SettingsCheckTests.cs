using Memori.Server.Configuration;
using Memori.Server.Configuration.Sources;

namespace Memori.Server.Tests.Configuration;

public sealed class SettingsCheckTests
{
    private static readonly string[] Careful =
    [
        "MEMORI_PROFILE=production", "MEMORI_URLS=http://0.0.0.0:8000", "MEMORI_TRUSTED_PROXIES=10.0.0.0/8", "MEMORI_ALLOWED_HOSTS=memori.example.com",
        "MEMORI_BACKUP_DIR=/srv/backups", "MEMORI_SECRET_KEY=a-key-of-more-than-16", "MEMORI_ALERT_WEBHOOK_URL=https://example.com/hook",
    ];

    [Fact]
    public void Careful_production_has_nothing_to_find()
    {
        Codes(Careful).ShouldBeEmpty();
        SettingsCheck.Require(Read(Careful), out var warnings).Profile.ShouldBe("production");
        warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("MEMORI_TRUSTED_PROXIES=", "no-tls")]
    [InlineData("MEMORI_TRUSTED_PROXIES=;MEMORI_URLS=http://*:8000", "no-tls")]
    [InlineData("MEMORI_TRUSTED_PROXIES=;MEMORI_URLS=http://[::]:8000", "no-tls")]
    [InlineData("MEMORI_URLS=https://*:8443", "tls-missing")]
    [InlineData("MEMORI_TLS_CERTIFICATE=/there/is/none.pem", "file-missing")]
    [InlineData("MEMORI_MODEL_CATALOG=/there/is/none.json", "invalid-model-catalog")]
    [InlineData("MEMORI_CLAUDE_MODEL=no-such-model", "unknown-model")]
    public void What_is_unsafe_keeps_production_from_starting(string given, string code)
    {
        string[] all = [.. Careful, .. given.Split(';')];
        Codes(all).ShouldBe([code]);
        Should.Throw<MemoriException>(() => SettingsCheck.Require(Read(all), out _)).Code.ShouldBe("invalid-settings");
    }

    [Fact]
    public void Debug_logs_with_content_keep_production_from_starting_and_staging_only_warns()
    {
        string[] given = [.. Careful, "MEMORI_LOG_LEVEL=debug", "MEMORI_TELEMETRY_CONTENT=true"];
        Codes(given).ShouldBe(["content-logged"]);
        Should.Throw<MemoriException>(() => SettingsCheck.Require(Read(given), out _));
        SettingsCheck.Require(Read([.. given, "MEMORI_PROFILE=staging"]), out var warnings);
        warnings.ShouldHaveSingleItem().Code.ShouldBe("content-logged");
    }

    [Fact]
    public void Careless_production_is_told_all() => Codes(
        "MEMORI_PROFILE=production", "MEMORI_LOG_LEVEL=debug", "MEMORI_BACKUP_INTERVAL_HOURS=0", "MEMORI_DAILY_TOKEN_LIMIT=0", "MEMORI_RATE_LIMIT_PER_MINUTE=0")
        .ShouldBe(["debug-logging", "no-backup", "key-beside-data", "no-budget", "no-rate-limit", "no-alerts"], ignoreOrder: true);

    [Theory]
    [InlineData("no-profile")]
    [InlineData("MEMORI_PROFILE=development")]
    [InlineData("MEMORI_PROFILE=test")]
    public void Elsewhere_plain_http_to_others_is_warned_of_and_nothing_else(string given)
    {
        SettingsCheck.Of(Read(given, "MEMORI_URLS=http://0.0.0.0:8000")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Code.ShouldBe("no-tls"), finding => finding.Severity.ShouldBe(SettingsSeverity.Warning));
        Codes(given, "MEMORI_URLS=http://127.0.0.1:8000").ShouldBeEmpty();
    }

    [Fact]
    public void A_place_for_backups_that_is_a_file_is_a_mistake_in_every_profile()
    {
        var file = Path.GetTempFileName();
        try
        {
            var finding = SettingsCheck.Of(Read($"MEMORI_BACKUP_DIR={file}")).ShouldHaveSingleItem();
            (finding.Severity, finding.Code).ShouldBe((SettingsSeverity.Error, "backup-not-writable"));
            finding.Text.English.ShouldContain(file);
            Codes($"MEMORI_BACKUP_DIR={Path.Combine(file, "inside")}").ShouldBe(["backup-not-writable"]);
            Codes($"MEMORI_BACKUP_DIR={Path.GetDirectoryName(file)}").ShouldBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("MEMORI_ANTHROPIC_BASE_URL=http://example.com", "secret-in-clear")]
    [InlineData("MEMORI_ANTHROPIC_BASE_URL=http://127.0.0.1:9", null)]
    [InlineData("MEMORI_MAX_REQUESTS_PER_USER=11", "user-limit-idle")]
    public void Doubtful_settings_are_told_in_every_profile(string given, string? code) =>
        Codes(given, "ANTHROPIC_API_KEY=key").ShouldBe(code is null ? [] : [code]);

    private static IEnumerable<string> Codes(params string[] given) => SettingsCheck.Of(Read(given)).Select(finding => finding.Code);

    private static SettingsReading Read(params string[] given) =>
        SettingsReader.Read(SettingsSources.Of(name => given.LastOrDefault(g => g.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..]));
}
