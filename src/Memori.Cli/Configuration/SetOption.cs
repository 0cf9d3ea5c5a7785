using System.CommandLine;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Sources;
using Memori.Server.Configuration.Table;
using Memori.Cli.Terminal;

namespace Memori.Cli.Configuration;

/// <summary><c>--set NAME=VALUE</c>: settings on the command line, which come before all others.</summary>
internal sealed class SetOption
{
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "NAME=VALUE: a setting, before those of the environment; no secrets, others see command lines · 设置项,优先于环境变量;请勿用于密钥",
        HelpName = "NAME=VALUE",
    };

    public SetOption(Command command)
    {
        _set.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(token => token.Value))
            {
                var name = text.Split('=')[0];
                if (!text.Contains('=', StringComparison.Ordinal))
                {
                    result.AddError(UsageText.Of($"--set needs NAME=VALUE, not '{name}'.", $"--set 需要 NAME=VALUE,而不是“{name}”。"));
                }
                else if (!SettingsTable.All.Any(setting => setting.Name == name || setting.FileName == name))
                {
                    result.AddError(UsageText.Of(
                        $"--set: no setting is called '{name}'; memori config show --all lists them.", $"--set:没有名为“{name}”的设置项;可用 memori config show --all 查看。"));
                }
            }
        });
        command.Options.Add(_set);
    }

    /// <summary>Reads the settings with what the command line says, and what <paramref name="more"/> says in its name.</summary>
    public SettingsReading Read(ParseResult parsed, params IEnumerable<KeyValuePair<string, string>> more) => SettingsReader.Read(SettingsSources.OfProcess(
        (parsed.GetValue(_set) ?? []).Select(text => text.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])).Concat(more)));
}
