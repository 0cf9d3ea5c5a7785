using Memori.Text;

namespace Memori.Server.Configuration;

/// <summary>How bad a finding is.</summary>
public enum SettingsSeverity
{
    /// <summary>It works, but probably not as meant, or not as safely as it could.</summary>
    Warning,

    /// <summary>It can't work, or in production must not.</summary>
    Error,
}

/// <summary>Something that is wrong or doubtful about the settings. Never carries the value of a setting.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">What it is, in kebab-case; stable.</param>
/// <param name="Name">The variable it is about, or null.</param>
/// <param name="Text">A sentence for a person that names the variable.</param>
public sealed record SettingsFinding(SettingsSeverity Severity, string Code, string? Name, LocalizedText Text)
{
    internal static SettingsFinding Error(string code, string? name, LocalizedText text) => new(SettingsSeverity.Error, code, name, text);

    internal static SettingsFinding Warning(string code, string? name, LocalizedText text) => new(SettingsSeverity.Warning, code, name, text);
}
