using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Sessions;

/// <summary>What every command on sessions has: the services, <c>--json</c> and <c>--lang</c>; and what those on one session have.</summary>
internal sealed class SessionOptions
{
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _language = CommonOptions.Language();

    /// <summary>Whose session; with its id it says which.</summary>
    public Option<string> User { get; } = new("--user") { Description = "Whose session, default local · 会话所属用户,默认 local", DefaultValueFactory = _ => "local" };

    /// <summary>The id of a session.</summary>
    public Argument<string> Id { get; } = new("id") { Description = "The id of the session · 会话编号" };

    /// <summary>Adds the options and the work to a command.</summary>
    public Command Complete(Command command, Func<SessionCall, CancellationToken, Task<int>> work)
    {
        command.Options.Add(_json);
        command.Options.Add(_language);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var call = new SessionCall(services, services.GetRequiredService<UserSessions>(), parsed, parsed.GetValue(_json), CommonOptions.LanguageOf(parsed));
            return await work(call, cancellationToken);
        });
        return command;
    }
}
