using Memori.Server.Configuration.Table;
using Memori.Text;

namespace Memori.Server.Configuration.Sources;

/// <summary>Who else may read the secrets of a <c>.env</c> file.</summary>
internal static class EnvFileSafety
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly HashSet<string> Secrets = SettingsTable.All.Where(setting => setting.IsSecret)
        .SelectMany(setting => setting.Aliases.Prepend(setting.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A warning when the file holds secrets and others than its owner may read or write it.</summary>
    public static SettingsFinding? Check(string path, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        var secret = variables.FirstOrDefault(variable => variable.Value.Length > 0 && Secrets.Contains(variable.Key)).Key;
        return secret is null || OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Others) == UnixFileMode.None
            ? null
            : SettingsFinding.Warning("env-file-open", secret, new LocalizedText(
                $"{path} holds secrets and others may read it: chmod 600 {path}.", $"{path} 含有密钥,但其他用户可以读取:请执行 chmod 600 {path}。"));
    }
}
