using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Sessions;

/// <summary><c>memori sessions end ID</c>: a service that runs refuses it from then on.</summary>
internal static class EndCommand
{
    public static Command Create()
    {
        var delete = new Option<bool>("--delete-memories") { Description = "Its own memories are deleted too; what belongs to the user stays · 同时删除该会话自己的记忆" };
        var options = new SessionOptions();
        var command = new Command("end", "End a session at once · 立即结束会话") { options.Id, options.User, delete };
        return options.Complete(command, async (call, cancellationToken) =>
        {
            var scope = Scope.Create(call.Parsed.GetValue(options.User)!, call.Parsed.GetValue(options.Id)!);
            var ended = await call.Sessions.EndAsync(scope.UserId, scope.SessionId!, cancellationToken) ?? throw SessionFaults.NotFound();
            var deleted = call.Parsed.GetValue(delete) ? await call.Services.GetRequiredService<MemoryEngine>().ClearAsync(scope, cancellationToken) : 0;
            return call.Show(
                new SessionEndDocument(SessionDocument.From(ended, call.Sessions.Timeout), deleted), ServiceJson.Readable.SessionEndDocument, SessionView.ShowEnded);
        });
    }
}
