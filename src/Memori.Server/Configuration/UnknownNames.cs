using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;
using Memori.Text;

namespace Memori.Server.Configuration;

/// <summary>Finds the variables that look like settings and are none: mostly a slip of the pen.</summary>
internal static class UnknownNames
{
    private const string Prefix = "MEMORI_";

    // Those of our own scripts and tests.
    private static readonly string[] OtherPrefixes = ["MEMORI_TEST_", "MEMORI_FUZZ_", "MEMORI_POSTGRES_", "MEMORI_APP"];

    private static readonly HashSet<string> Known = SettingsTable.All.SelectMany(setting => new[] { setting.Name, setting.FileName })
        .Append(SettingsSources.EnvFileVariable).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<SettingsFinding> In(IEnumerable<SettingsLayer> layers) =>
        from layer in layers
        from name in layer.Variables.Keys.Order(StringComparer.Ordinal)
        where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Known.Contains(name)
            && !OtherPrefixes.Any(other => name.StartsWith(other, StringComparison.OrdinalIgnoreCase))
        select Unknown(name);

    private static SettingsFinding Unknown(string name)
    {
        var shown = name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : Prefix + "…";
        return NearestName.Of(name, Known) is { } nearest
            ? SettingsFinding.Warning("unknown-variable", shown, new LocalizedText($"{shown} is no setting; is {nearest} meant?", $"{shown} 不是设置项;是否想写 {nearest}?"))
            : SettingsFinding.Warning("unknown-variable", shown, new LocalizedText($"{shown} is no setting and has no effect.", $"{shown} 不是设置项,不起作用。"));
    }
}
