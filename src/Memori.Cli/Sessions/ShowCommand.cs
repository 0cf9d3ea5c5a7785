using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Sessions;

namespace Memori.Cli.Sessions;

/// <summary><c>memori sessions show ID</c>.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var options = new SessionOptions();
        return options.Complete(new Command("show", "One session · 查看一个会话") { options.Id, options.User }, async (call, cancellationToken) =>
        {
            var session = await call.Sessions.FindAsync(call.Parsed.GetValue(options.User)!, call.Parsed.GetValue(options.Id)!, cancellationToken);
            return call.Show(
                SessionDocument.From(session ?? throw SessionFaults.NotFound(), call.Sessions.Timeout), ServiceJson.Readable.SessionDocument, SessionView.ShowOne);
        });
    }
}
