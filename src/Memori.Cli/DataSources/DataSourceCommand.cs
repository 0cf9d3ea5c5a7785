using System.CommandLine;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource …</c>: the databases that can be asked.</summary>
internal static class DataSourceCommand
{
    public static Command Create() => new("datasource", "See and change the databases that can be asked · 管理数据源")
    {
        ListCommand.Create(),
        AddCommand.Create(),
        ShowCommand.Create(),
        TestCommand.Create(),
        RenameCommand.Create(),
        RemoveCommand.Create(),
        AnnotateCommand.Create(),
        GrantSqlCommand.Create(),
        RotateKeyCommand.Create(),
    };
}
