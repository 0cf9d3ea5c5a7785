using System.CommandLine;
using Memori.Cli.Terminal;

namespace Memori.Cli.State;

/// <summary>What every command on the state file has: its settings, <c>--json</c> and <c>--lang</c>.</summary>
/// <param name="lines">Whether the command gives lines of JSON whatever is asked, instead of one document.</param>
internal sealed class StateOptions(bool lines = false)
{
    private readonly Option<bool> _json = lines ? CommonOptions.JsonLines() : CommonOptions.Json();
    private readonly Option<string?> _language = CommonOptions.Language();

    /// <summary>Adds the options and the work to a command.</summary>
    public Command Complete(Command command, Func<StateCall, CancellationToken, Task<int>> work)
    {
        command.Options.Add(_json);
        command.Options.Add(_language);
        command.SetAction((parsed, cancellationToken) => work(
            new StateCall(CliSettings.Read(), parsed, parsed.GetValue(_json), CommonOptions.LanguageOf(parsed)), cancellationToken));
        return command;
    }
}
