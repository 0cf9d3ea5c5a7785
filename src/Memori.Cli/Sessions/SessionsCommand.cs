using System.CommandLine;

namespace Memori.Cli.Sessions;

/// <summary><c>memori sessions</c>: the sessions that users of the service have.</summary>
internal static class SessionsCommand
{
    public static Command Create() => new("sessions", "Sessions of the service's users · 服务用户的会话")
    {
        ListCommand.Create(),
        ShowCommand.Create(),
        EndCommand.Create(),
        TranscriptCommand.Create(),
    };
}
