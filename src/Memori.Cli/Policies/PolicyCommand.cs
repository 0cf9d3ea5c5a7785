using System.CommandLine;

namespace Memori.Cli.Policies;

/// <summary><c>memori policy</c>: the access rules of a datasource.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Who may read what of a datasource · 数据源的访问规则")
    {
        ShowCommand.Create(),
        CheckCommand.Create(),
        SetCommand.Create(),
        RemoveCommand.Create(),
        PreviewCommand.Create(),
    };
}
