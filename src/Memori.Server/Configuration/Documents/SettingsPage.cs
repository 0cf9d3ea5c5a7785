using System.Globalization;
using System.Text;
using Memori.Server.Configuration.Table;
using Memori.Text;

namespace Memori.Server.Configuration.Documents;

/// <summary>The table of settings as Markdown, for the pages of the documentation.</summary>
public static class SettingsPage
{
    private const string Begin = "<!-- The table below is written by `memori config docs`. -->";
    private const string End = "<!-- The table ends. -->";

    /// <summary>A page with its table written anew; what stands around the table stays. A page that has none gets it at its end.</summary>
    public static string Renew(string page, Language language)
    {
        var table = $"{Begin}\n{Table(language)}{End}\n";
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin ? page[..begin] + table + page[(end + End.Length)..].TrimStart('\n') : page + table;
    }

    private static string Table(Language language)
    {
        var text = new StringBuilder();
        var profiles = SettingsProfile.Names.Select(name => (Name: name, Defaults: SettingsProfile.Defaults(name))).ToList();
        foreach (var group in SettingsTable.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {group.Title.In(language)}\n\n");
            text.Append(new LocalizedText("| variable | meaning | value | default | |\n", "| 变量 | 含义 | 取值 | 默认 | |\n").In(language)).Append("|---|---|---|---|---|\n");
            foreach (var setting in group.Settings)
            {
                var names = string.Join("<br>", setting.Aliases.Select(alias => new LocalizedText($"else `{alias}`", $"或 `{alias}`").In(language)).Prepend($"`{setting.Name}`"));
                var others = profiles.Where(profile => setting.TextIn(profile.Defaults) != setting.TextIn(new MemoriSettings()) && setting.Name != "MEMORI_PROFILE")
                    .Select(profile => $"{profile.Name} `{setting.TextIn(profile.Defaults)}`");
                text.Append(CultureInfo.InvariantCulture, $"| {names} | {Cell(About(setting, language))} | {Cell(setting.Allowed.In(language))} | {string.Join("<br>", others.Prepend(Default(setting, language)))} | {Marks(setting)} |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static string About(Setting setting, Language language) => setting.Needs.Count == 0
        ? setting.About.In(language)
        : new LocalizedText($"{setting.About.English} Needs {string.Join(", ", setting.Needs)}.", $"{setting.About.Chinese}需要 {string.Join("、", setting.Needs)}。").In(language);

    private static string Default(Setting setting, Language language) => setting.TextIn(new MemoriSettings()) is { } value ? $"`{value}`"
        : setting.Otherwise is { } otherwise ? Cell(otherwise.In(language))
        : "";

    private static string Marks(Setting setting) => string.Join(' ', new[] { setting.IsSecret ? "🔒" : null, setting.Reloads ? "↻" : null }.OfType<string>());

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*.", "\\*.", StringComparison.Ordinal);
}
