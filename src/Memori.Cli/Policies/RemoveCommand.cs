using System.CommandLine;
using Memori.Cli.Terminal;

namespace Memori.Cli.Policies;

/// <summary><c>memori policy remove --db TARGET</c>: everything is allowed again.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var user = CommonOptions.User();
        var version = NumberOption.Optional("--if-version", "Only if this is the version there is · 仅当当前版本为此值时", 0L, long.MaxValue);
        return new PolicyOptions().Complete(
            new Command("remove", "Remove the rules: everything is allowed · 删除规则") { version, user },
            async (call, cancellationToken) =>
            {
                await ChangeView.ShowAsync(call, await call.Policies.RemoveAsync(call.Source.Id, call.Parsed.GetValue(user)!, call.Parsed.GetValue(version), cancellationToken));
                return ExitCode.Ok;
            });
    }
}
