using System.Text.RegularExpressions;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Tests.Configuration;

public sealed partial class SettingsTableTests
{
    // One of these is allowed for each setting, and is not its default.
    private static readonly string[] Samples =
    [
        "true", "false", "1", "0", "0.25", "20", "12345", "https://example.com/x", "https://example.com", "sqlite:/x.db", "postgres://memori@db.example/memori", "10.0.0.0/8",
        "delete", "aggressive", "own", "json", "ERROR", "production", "a text of more than thirty-two characters",
    ];

    [Fact]
    public void Every_setting_is_named_once_and_explained_in_both_languages()
    {
        SettingsTable.All.Select(setting => setting.Name).ShouldBeUnique();
        foreach (var setting in SettingsTable.All)
        {
            Name().IsMatch(setting.Name).ShouldBeTrue(setting.Name);
            setting.About.English.ShouldEndWith(".", customMessage: setting.Name);
            setting.About.Chinese.ShouldEndWith("。", customMessage: setting.Name);
            setting.Needs.ShouldBeSubsetOf(SettingsTable.All.Select(other => other.Name), setting.Name);
        }
    }

    [Fact]
    public void Every_property_of_the_settings_has_a_row()
    {
        var defaults = new MemoriSettings();
        var properties = typeof(MemoriSettings).GetProperties().Where(property => property.CanWrite).ToList();
        var reached = new HashSet<string>();
        foreach (var setting in SettingsTable.All)
        {
            var changed = Samples.Select(sample => setting.Bind(defaults, sample)).FirstOrDefault(bound => bound is not null && bound != defaults);
            reached.UnionWith(properties.Where(property => changed is not null && !Equals(property.GetValue(changed), property.GetValue(defaults))).Select(property => property.Name));
        }

        properties.Select(property => property.Name).Except(reached).ShouldBeEmpty();
    }

    [Fact]
    public void Every_default_is_itself_allowed()
    {
        foreach (var profile in SettingsProfile.Names.Cast<string?>().Append(null))
        {
            var defaults = SettingsProfile.Defaults(profile);
            foreach (var setting in SettingsTable.All.Where(setting => setting.TextIn(defaults) is not null))
            {
                setting.TextIn(setting.Bind(new MemoriSettings(), setting.TextIn(defaults)!).ShouldNotBeNull(setting.Name)).ShouldBe(setting.TextIn(defaults));
            }
        }
    }

    [Theory]
    [InlineData("MEMORI_DATABASE_URL", "postgres://user:canary@host")]
    [InlineData("MEMORI_URLS", "localhost:8000")]
    [InlineData("MEMORI_URLS", "http://127.0.0.1:1;ftp://127.0.0.1")]
    [InlineData("MEMORI_URLS", "http://127.0.0.1:8000/path")]
    [InlineData("MEMORI_DATABASE_URL", "sqlite:///relative/or/absolute.db")]
    [InlineData("MEMORI_VECTOR_DB_URL", "postgresql://localhost:5432/vectors")]
    [InlineData("MEMORI_CORS_ORIGINS", "https://app.example.com/path")]
    [InlineData("MEMORI_CORS_ORIGINS", "*")]
    [InlineData("MEMORI_TRUSTED_PROXIES", "proxy.example.com")]
    [InlineData("MEMORI_ADMIN_KEY", "canary-of-31-characters-aaaaaaa")]
    [InlineData("MEMORI_IMPORTANCE_THRESHOLD", "1.01")]
    [InlineData("MEMORI_IMPORTANCE_THRESHOLD", "NaN")]
    [InlineData("MEMORI_DAILY_TOKEN_LIMIT", "-1")]
    [InlineData("MEMORI_MAX_ROWS", "1e3")]
    public void What_is_not_allowed_is_refused_without_repeating_it(string name, string value)
    {
        var error = Should.Throw<MemoriException>(() => SettingsReader.Read(variable => variable == name ? value : null));
        (error.Text.English, error.Text.Chinese).ShouldSatisfyAllConditions(t => t.English.ShouldContain(name), t => t.Chinese.ShouldContain(name));
        error.ToString().ShouldNotContain("canary");
    }

    [GeneratedRegex("^MEMORI_[A-Z0-9]+(_[A-Z0-9]+)*$")]
    private static partial Regex Name();
}
