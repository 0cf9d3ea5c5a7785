using System.Text.Json;
using Memori.Server.Configuration.Table;
using Memori.Text;

namespace Memori.Server.Configuration.Documents;

/// <summary>A setting in force as it travels: the same from the server and from <c>memori config show --json</c>. The value of a secret is only told apart from another.</summary>
/// <param name="Name">Its variable.</param>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="About">What it means, with its unit.</param>
/// <param name="Allowed">What its value may be, as the rest of a sentence: "must be …".</param>
/// <param name="Value">The value in force; null for none.</param>
/// <param name="Default">What holds where nobody gives it; null for nothing.</param>
/// <param name="Secret">Whether its value is never shown.</param>
/// <param name="Reloads">Whether a running service takes on a change.</param>
/// <param name="Source">Where the value comes from: command_line, environment, env_file, profile or default.</param>
/// <param name="Variable">The variable there where it is not the setting's own, or null.</param>
/// <param name="File">The <c>.env</c> file, or null.</param>
public sealed record SettingDocument(
    string Name, string Group, string About, string Allowed, string? Value, string? Default, bool Secret, bool Reloads, string Source, string? Variable, string? File)
{
    private static readonly MemoriSettings Defaults = new();

    /// <summary>The document of a value.</summary>
    public static SettingDocument From(SettingValue value, Language language) => new(
        value.Setting.Name,
        SettingsTable.Groups.First(group => group.Settings.Contains(value.Setting)).Title.In(language),
        value.Setting.About.In(language),
        value.Setting.Allowed.In(language),
        value.Shown,
        value.Setting.TextIn(Defaults) ?? value.Setting.Otherwise?.In(language),
        value.Setting.IsSecret,
        value.Setting.Reloads,
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Origin.Source.ToString()),
        value.Origin.Variable,
        value.Origin.File);
}

/// <summary>The settings in force.</summary>
/// <param name="Profile">Whose defaults hold.</param>
/// <param name="Settings">Every setting, in the order of the table.</param>
public sealed record SettingListDocument(string? Profile, IReadOnlyList<SettingDocument> Settings);
