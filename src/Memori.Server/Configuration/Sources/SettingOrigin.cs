using Memori.Text;

namespace Memori.Server.Configuration.Sources;

/// <summary>Where a value comes from, the first that says something first.</summary>
public enum SettingSource
{
    /// <summary>An option of the command.</summary>
    CommandLine,

    /// <summary>A variable of the environment.</summary>
    Environment,

    /// <summary>A line of a <c>.env</c> file.</summary>
    EnvFile,

    /// <summary>The defaults of the profile.</summary>
    Profile,

    /// <summary>The default.</summary>
    Default,
}

/// <summary>Where the value of a setting comes from.</summary>
/// <param name="Source">The source.</param>
/// <param name="Variable">The variable there where it is not the setting's own: an alias, or one that names a file; else null.</param>
/// <param name="File">The <c>.env</c> file, or null.</param>
public sealed record SettingOrigin(SettingSource Source, string? Variable = null, string? File = null)
{
    /// <summary>The same for a person.</summary>
    public LocalizedText Text => Source switch
    {
        SettingSource.CommandLine => new("command line", "命令行"),
        SettingSource.Environment => new($"environment {Variable}".TrimEnd(), $"环境变量 {Variable}".TrimEnd()),
        SettingSource.EnvFile => new($"{File} {Variable}".TrimEnd(), $"{File} {Variable}".TrimEnd()),
        SettingSource.Profile => new("profile", "配置档"),
        _ => new("default", "默认值"),
    };
}

/// <summary>What was found for a setting.</summary>
/// <param name="Text">The text of the value, without white space around it.</param>
/// <param name="Origin">Where it was found.</param>
public sealed record SettingText(string Text, SettingOrigin Origin)
{
    /// <summary>Without the value, which may be a secret.</summary>
    public override string ToString() => Origin.Text.English;
}
