using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;
using Memori.Text;

namespace Memori.Server.Configuration;

/// <summary>Reads <see cref="MemoriSettings"/> and reports every mistake at once.</summary>
public static class SettingsReader
{
    // Secrets and lists are small; a device or a log that was named by mistake is not.
    private const int MaxFileBytes = 64 << 10;
    private const string ProfileVariable = "MEMORI_PROFILE";

    /// <summary>Reads the settings from an environment alone.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <exception cref="MemoriException"><c>invalid-settings</c>, naming every variable that is wrong.</exception>
    public static MemoriSettings Read(Func<string, string?> variable) => Read(SettingsSources.Of(variable)).Require();

    /// <summary>Reads the settings, with where each comes from and what is wrong.</summary>
    public static SettingsReading Read(SettingsSources sources)
    {
        List<SettingsFinding> findings = [];
        var layers = sources.Read(findings);
        Dictionary<string, SettingText> given = [];
        foreach (var setting in SettingsTable.All)
        {
            if (Find(setting, sources, layers, findings) is { } text)
            {
                given[setting.Name] = text;
            }
        }

        findings.AddRange(UnknownNames.In(layers));
        return Bind(sources, given, findings);
    }

    /// <summary>The settings that <paramref name="given"/> makes; mistakes are added to <paramref name="findings"/>.</summary>
    internal static SettingsReading Bind(SettingsSources sources, IReadOnlyDictionary<string, SettingText> given, List<SettingsFinding> findings)
    {
        var plain = SettingsProfile.Defaults(null);
        var profile = given.GetValueOrDefault(ProfileVariable)?.Text.ToLowerInvariant();
        var defaults = SettingsProfile.Defaults(profile);
        var settings = defaults;
        List<SettingValue> values = new(SettingsTable.All.Count);
        foreach (var setting in SettingsTable.All)
        {
            var fallback = setting.TextIn(defaults);
            var source = fallback == setting.TextIn(plain) ? SettingSource.Default : SettingSource.Profile;
            if (given.GetValueOrDefault(setting.Name) is not { } text)
            {
                values.Add(new(setting, fallback, new(source)));
                continue;
            }

            values.Add(new(setting, text.Text, text.Origin));
            if (setting.Bind(settings, text.Text) is { } bound)
            {
                settings = bound;
            }
            else
            {
                findings.Add(SettingsFinding.Error("invalid-value", setting.Name, new LocalizedText(
                    $"{Named(setting, text.Origin).English} must be {setting.Allowed.English}.", $"{Named(setting, text.Origin).Chinese} 必须为:{setting.Allowed.Chinese}。")));
            }

            findings.AddRange(setting.Needs.Where(needed => !given.ContainsKey(needed)).Select(needed => SettingsFinding.Error(
                "needs-another", setting.Name, new LocalizedText($"{setting.Name} needs {needed}.", $"设置 {setting.Name} 时必须同时设置 {needed}。"))));
        }

        return new(sources, given) { Values = values, Settings = settings, Findings = findings };
    }

    private static LocalizedText Named(Setting setting, SettingOrigin origin) => origin is { Source: SettingSource.Environment, Variable: null }
        ? new(setting.Name, setting.Name)
        : new($"{setting.Name} ({origin.Text.English})", $"{setting.Name}({origin.Text.Chinese})");

    // An alias counts only where the own name is not given anywhere.
    private static SettingText? Find(Setting setting, SettingsSources sources, IReadOnlyList<SettingsLayer> layers, List<SettingsFinding> findings)
    {
        foreach (var name in setting.Aliases.Prepend(setting.Name))
        {
            foreach (var layer in layers)
            {
                var file = name + Setting.FileSuffix;
                var (direct, path) = (layer.Find(name), layer.Find(file));
                if (direct is not null && path is not null)
                {
                    findings.Add(SettingsFinding.Error("given-twice", setting.Name, new LocalizedText(
                        $"{name} and {file} are both given: keep one.", $"{name} 与 {file} 不能同时设置:请只保留一个。")));
                }

                if (direct is not null)
                {
                    return new(direct, new(layer.Source, name == setting.Name ? null : name, layer.File));
                }

                if (path is not null)
                {
                    return FromFile(sources, path, setting, new(layer.Source, file, layer.File), findings);
                }
            }
        }

        return null;
    }

    // What is no path into a folder that is there may be a secret that was given in place of a file: it is not repeated.
    private static LocalizedText FaultOf(string path)
    {
        var (english, chinese) = Path.IsPathFullyQualified(path) && Path.GetDirectoryName(path) is { Length: > 1 } folder && Directory.Exists(folder) ? (path, path) : ("what it names", "所指的文件");
        return Directory.Exists(path) ? new($"{english} is a folder", $"{chinese} 是文件夹")
            : !File.Exists(path) ? new($"{english} is not there", $"{chinese} 不存在")
            : new FileInfo(path) is { Length: 0 } ? new($"{english} is empty", $"{chinese} 是空的")
            : new($"{english} can't be read, is too large or is no UTF-8", $"{chinese} 无法读取、过大或不是 UTF-8 编码");
    }

    private static SettingText? FromFile(SettingsSources sources, string path, Setting setting, SettingOrigin origin, List<SettingsFinding> findings)
    {
        if (sources.ReadFile(path, MaxFileBytes)?.Trim() is { Length: > 0 } text)
        {
            return new(text, origin);
        }

        var fault = FaultOf(path);
        findings.Add(SettingsFinding.Error("file-unreadable", setting.Name, new LocalizedText(
            $"{origin.Variable} must name a file with a text of at most {MaxFileBytes >> 10} KiB: {fault.English}.", $"{origin.Variable} 必须指定一个非空且不超过 {MaxFileBytes >> 10} KiB 的文本文件:{fault.Chinese}。")));
        return null;
    }
}
