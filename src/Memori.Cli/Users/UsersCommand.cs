using System.CommandLine;

namespace Memori.Cli.Users;

/// <summary><c>memori users</c>: the people of whom something is kept.</summary>
internal static class UsersCommand
{
    public static Command Create() => new("users", "The people of whom something is kept · 用户")
    {
        ExportUserCommand.Create(),
        ForgetUserCommand.Create(),
    };
}
