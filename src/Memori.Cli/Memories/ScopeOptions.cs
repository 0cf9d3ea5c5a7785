using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Jobs;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Memories;

/// <summary>Whose memories a command works on, and how it speaks: the options that every memory command has.</summary>
internal sealed class ScopeOptions
{
    private readonly Option<string> _user = CommonOptions.User();
    private readonly Option<string?> _session = new("--session") { Description = "The session; without it all of the user's · 会话,默认该用户的全部会话" };
    private readonly Option<string?> _namespace = new("--namespace") { Description = "A partition; without it all · 命名空间,默认全部" };
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _language = CommonOptions.Language();

    /// <summary>Adds the options and the work to a command.</summary>
    public Command Complete(Command command, Func<MemoryCall, CancellationToken, Task<int>> work)
    {
        foreach (var option in new Option[] { _user, _session, _namespace, _json, _language })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var scope = Scope.Create(parsed.GetValue(_user)!, parsed.GetValue(_session), parsed.GetValue(_namespace));
            await using var services = await CliServices.StartAsync(cancellationToken);
            var call = new MemoryCall(
                services.GetRequiredService<MemoryEngine>(),
                services.GetRequiredService<IMemoryStore>(),
                services.GetRequiredService<JobRunner>(),
                services.GetRequiredService<TimeProvider>(),
                scope,
                parsed,
                parsed.GetValue(_json),
                CommonOptions.LanguageOf(parsed));
            return await work(call, cancellationToken);
        });
        return command;
    }

    /// <summary>Whether the command line names a session.</summary>
    public bool HasSession(System.CommandLine.Parsing.CommandResult result) => result.GetValue(_session) is not null;
}
