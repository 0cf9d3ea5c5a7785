using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Documents;
using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Tests.Configuration;

public sealed partial class SettingsDocumentsTests
{
    [Fact]
    public void The_committed_files_are_what_the_table_makes()
    {
        foreach (var (path, text) in SettingsDocuments.Of(Root(AppContext.BaseDirectory)))
        {
            (File.ReadAllText(path) == text).ShouldBeTrue($"{Path.GetFileName(path)} is not up to date: ./memori config docs");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("development")]
    [InlineData("production")]
    public void The_example_without_its_comment_signs_says_the_defaults(string? profile)
    {
        var lines = EnvExample.Write(profile).Split('\n').Where(line => line.StartsWith("# MEMORI_", StringComparison.Ordinal)).Select(line => line[2..]).ToList();
        var path = Path.GetTempFileName();
        File.WriteAllLines(path, lines);
        var reading = SettingsReader.Read(SettingsSources.Of([], [KeyValuePair.Create("MEMORI_ENV_FILE", path)]));
        File.Delete(path);

        reading.Findings.ShouldBeEmpty();
        lines.Count.ShouldBe(SettingsTable.All.Count);
        var defaults = SettingsProfile.Defaults(profile);
        SettingsTable.All.ShouldAllBe(setting => setting.TextIn(reading.Settings) == setting.TextIn(defaults));
    }

    [Fact]
    public void The_schema_names_every_setting_and_knows_which_are_secret()
    {
        var properties = JsonNode.Parse(SettingsSchema.Write())!["properties"]!.AsObject();
        properties.Select(property => property.Key).ShouldBe(SettingsTable.All.Select(setting => setting.Name));
        properties.Where(property => property.Value!["writeOnly"] is not null).Select(property => property.Key)
            .ShouldBe(SettingsTable.All.Where(setting => setting.IsSecret).Select(setting => setting.Name));
    }

    [Fact]
    public void What_documentation_and_deployment_files_speak_of_is_a_setting()
    {
        var root = Root(AppContext.BaseDirectory);
        var files = Directory.EnumerateFiles(root, "*.md").Concat(new[] { "docs", "deploy" }.Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)));
        var names = files.SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Value)).Where(name => !name.EndsWith('_')).Distinct();
        UnknownNames.In([new(SettingSource.EnvFile, null, SettingsLayer.Named(names.Select(name => KeyValuePair.Create(name, "x"))))]).ShouldBeEmpty();
    }

    [Fact]
    public void What_people_wrote_around_the_table_stays()
    {
        var page = SettingsPage.Renew("before\n", Memori.Text.Language.English) + "after\n";
        SettingsPage.Renew(page, Memori.Text.Language.English).ShouldBe(page);
        page.ShouldStartWith("before\n");
        page.ShouldEndWith("after\n");
    }

    [GeneratedRegex("MEMORI_[A-Z0-9_]+")]
    private static partial Regex Name();

    private static string Root(string directory) => File.Exists(Path.Combine(directory, "Memori.slnx")) ? directory : Root(Directory.GetParent(directory)!.FullName);
}
