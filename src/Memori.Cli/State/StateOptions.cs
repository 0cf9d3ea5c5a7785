using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.State;
using Microsoft.Extensions.DependencyInjection;

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
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Not brought up to date: what is done may be to replace it, or to say that it is damaged.
            var settings = CliSettings.Read();
            await using var services = new ServiceCollection().AddMemoriService(settings).BuildServiceProvider();
            var call = new StateCall(settings, services.GetRequiredService<IStateCare>(), parsed, parsed.GetValue(_json), CommonOptions.LanguageOf(parsed));
            return await work(call, cancellationToken);
        });
        return command;
    }
}
