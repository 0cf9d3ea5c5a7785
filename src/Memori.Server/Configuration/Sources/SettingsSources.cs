using System.Collections;
using System.Collections.Concurrent;
using Memori.Server.Configuration.Table;
using Memori.Text;

namespace Memori.Server.Configuration.Sources;

/// <summary>
/// Where settings are looked for, the first that says something first: the command line, the environment, <c>.env</c> in the working directory
/// (or the file that <c>MEMORI_ENV_FILE</c> names). Files are read anew each time, pipes once. Thread-safe.
/// </summary>
public sealed class SettingsSources
{
    /// <summary>The variable that names another file in place of <c>.env</c>.</summary>
    public const string EnvFileVariable = "MEMORI_ENV_FILE";

    private readonly IReadOnlyList<SettingsLayer> _given;
    private readonly bool _readsEnvFile;
    private readonly ConcurrentDictionary<string, string> _pipes = new(StringComparer.Ordinal);

    private SettingsSources(IReadOnlyList<SettingsLayer> given, bool readsEnvFile) => (_given, _readsEnvFile) = (given, readsEnvFile);

    /// <summary>Those of this process.</summary>
    /// <param name="commandLine">What the command line says, by the names of the table.</param>
    public static SettingsSources OfProcess(IEnumerable<KeyValuePair<string, string>>? commandLine = null) => Of(
        commandLine ?? [],
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? "")));

    /// <summary>A command line and an environment.</summary>
    public static SettingsSources Of(IEnumerable<KeyValuePair<string, string>> commandLine, IEnumerable<KeyValuePair<string, string>> environment) => new(
        [new(SettingSource.CommandLine, null, SettingsLayer.Named(commandLine)), new(SettingSource.Environment, null, SettingsLayer.Named(environment))],
        readsEnvFile: true);

    /// <summary>An environment alone, without files.</summary>
    /// <param name="variable">Gives the value of a variable, or null.</param>
    public static SettingsSources Of(Func<string, string?> variable)
    {
        var names = SettingsTable.All.SelectMany(setting => setting.Aliases.Prepend(setting.Name)).SelectMany(name => new[] { name, name + Setting.FileSuffix });
        var variables = names.Select(name => KeyValuePair.Create(name, variable(name) ?? ""));
        return new([new(SettingSource.Environment, null, SettingsLayer.Named(variables))], readsEnvFile: false);
    }

    /// <summary>All layers as they are now; what is wrong with the file is added to <paramref name="findings"/>.</summary>
    internal IReadOnlyList<SettingsLayer> Read(ICollection<SettingsFinding> findings)
    {
        if (!_readsEnvFile)
        {
            return _given;
        }

        var named = _given.Select(layer => layer.Find(EnvFileVariable)).FirstOrDefault(path => path is not null);
        var path = named ?? ".env";
        if (!File.Exists(path))
        {
            if (named is not null)
            {
                findings.Add(SettingsFinding.Error("env-file-missing", EnvFileVariable, new LocalizedText(
                    $"{EnvFileVariable} names a file that is not there.", $"{EnvFileVariable} 指定的文件不存在。")));
            }

            return _given;
        }

        var lines = EnvFile.Parse(path, ReadFile(path, EnvFile.MaxBytes), findings);
        if (EnvFileSafety.Check(path, lines) is { } finding)
        {
            findings.Add(finding);
        }

        return [.. _given, new SettingsLayer(SettingSource.EnvFile, path, SettingsLayer.Named(lines))];
    }

    /// <summary>The text of a file as it is now, of a pipe as it was; null when it can't be read.</summary>
    internal string? ReadFile(string path, int maxBytes)
    {
        if (_pipes.TryGetValue(path, out var read))
        {
            return read;
        }

        var text = SettingFile.Read(path, maxBytes, out var isPipe);
        return isPipe && text is not null ? _pipes.GetOrAdd(path, text) : text;
    }
}
