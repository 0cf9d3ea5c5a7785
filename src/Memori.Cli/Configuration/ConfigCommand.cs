using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Documents;
using Memori.Server.Configuration.Sources;

namespace Memori.Cli.Configuration;

/// <summary><c>memori config</c>: the settings, where each comes from and what is wrong with them; the files that are made from their table.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "The settings and where they come from · 查看与检查设置") { Show(), Check(), Schema(), Env(), Docs() };

    private static Command Show()
    {
        var all = new Option<bool>("--all") { Description = "Also those that nobody changed · 同时列出默认值" };
        return Complete(new Command("show", "The settings in force; secrets are not shown · 查看生效的设置(不显示密钥)") { all }, call =>
        {
            var reading = call.Reading;
            var values = reading.Values.Where(value => call.Parsed.GetValue(all) || value.Origin.Source != SettingSource.Default).ToList();
            if (call.Json)
            {
                JsonOutput.Write(
                    new ConfigDocument(reading.Settings.Profile, [.. values.Select(value => SettingDocument.From(value, call.Language))], [.. reading.Findings.Select(f => ConfigFindingDocument.From(f, call.Language))]),
                    ConfigJson.Readable.ConfigDocument);
            }
            else
            {
                ConfigView.ShowSettings(values, reading.Settings.Profile, call.Language);
                CliSettings.Warn(reading.Findings, call.Language);
            }

            return !reading.Errors.Any() ? ExitCode.Ok : ExitCode.Usage;
        });
    }

    private static Command Check() => Complete(new Command("check", "What is wrong or unsafe; exit 1 on errors · 检查设置的错误与隐患"), call =>
    {
        var findings = SettingsCheck.Of(call.Reading);
        var ok = findings.All(finding => finding.Severity != SettingsSeverity.Error);
        call.Show(
            new ConfigCheckDocument(call.Reading.Settings.Profile, ok, [.. findings.Select(finding => ConfigFindingDocument.From(finding, call.Language))]),
            ConfigJson.Readable.ConfigCheckDocument,
            ConfigView.ShowFindings);
        return ok ? ExitCode.Ok : ExitCode.Failed;
    });

    private static Command Schema()
    {
        var command = new Command("schema", "The settings as a JSON schema · 设置的 JSON Schema");
        command.SetAction(_ => Console.Out.Write(SettingsSchema.Write()));
        return command;
    }

    private static Command Env()
    {
        var profile = new Option<string?>("--profile") { Description = "Whose defaults are shown · 使用哪个配置档的默认值" };
        profile.AcceptOnlyFromAmong([.. SettingsProfile.Names]);
        var command = new Command("env", "A .env file with every setting and its default · 输出包含全部设置与默认值的 .env 文件") { profile };
        command.SetAction(parsed => Console.Out.Write(EnvExample.Write(parsed.GetValue(profile))));
        return command;
    }

    private static Command Docs()
    {
        var directory = new Option<string>("--out") { Description = "The root of the repository · 仓库根目录", DefaultValueFactory = _ => "." };
        return Complete(new Command("docs", "Write the files that are made from the table of settings · 重新生成设置文档") { directory }, call =>
        {
            var files = SettingsDocuments.Of(call.Parsed.GetValue(directory)!);
            foreach (var (path, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                File.WriteAllText(path, text);
            }

            return call.Show(new ConfigFilesDocument([.. files.Select(file => file.Path)]), ConfigJson.Readable.ConfigFilesDocument, (written, _) => Console.Out.WriteLine(string.Join('\n', written.Files)));
        });
    }

    private static Command Complete(Command command, Func<ConfigCall, int> work)
    {
        var (json, language, set) = (CommonOptions.Json(), CommonOptions.Language(), new SetOption(command));
        command.Options.Add(json);
        command.Options.Add(language);
        command.SetAction(parsed => work(new ConfigCall(set.Read(parsed), parsed, parsed.GetValue(json), CommonOptions.LanguageOf(parsed))));
        return command;
    }
}
