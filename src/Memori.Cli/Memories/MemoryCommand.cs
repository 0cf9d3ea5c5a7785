using System.CommandLine;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory …</c>: what is remembered of a user.</summary>
internal static class MemoryCommand
{
    public static Command Create() => new("memory", "See and change what is remembered · 查看和管理记忆")
    {
        AddCommand.Create(),
        SearchCommand.Create(),
        ListCommand.Create(),
        ShowCommand.Create(),
        HistoryCommand.Create(),
        ObserveCommand.Create(),
        SupersedeCommand.Create(),
        WakeCommand.Create(),
        StandingCommands.Promote(),
        StandingCommands.Archive(),
        StandingCommands.Restore(),
        ConsolidateCommand.Create(),
        ForgetCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        StatsCommand.Create(),
    };
}
