using System.CommandLine;
using Memori.Cli.Terminal;

namespace Memori.Cli.Policies;

/// <summary><c>memori policy set --db TARGET --file FILE</c>: checks rules and puts them in the place of those there are.</summary>
internal static class SetCommand
{
    public static Command Create()
    {
        var file = PolicyOptions.File();
        var user = CommonOptions.User();
        var version = NumberOption.Optional("--if-version", "Only if this is the version there is · 仅当当前版本为此值时", 0L, long.MaxValue);
        return new PolicyOptions().Complete(
            new Command("set", "Check rules and keep them · 检查并保存规则") { file, version, user },
            async (call, cancellationToken) =>
            {
                var text = await PolicyOptions.ReadAsync(call.Parsed.GetValue(file)!, cancellationToken);
                var stored = await call.Policies.SetAsync(call.Source, text, call.Parsed.GetValue(user)!, call.Parsed.GetValue(version), cancellationToken);
                await ChangeView.ShowAsync(call, stored);
                return ExitCode.Ok;
            });
    }
}
