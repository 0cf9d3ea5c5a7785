using System.CommandLine;
using Memori.Cli.Ask;
using Memori.Cli.Evaluate;
using Memori.Cli.Memories;
using Memori.Cli.Sample;
using Memori.Cli.Serve;
using Memori.Cli.Sql;
using Memori.Cli.Terminal;

ConsoleSetup.Apply();
var root = new RootCommand("Ask a database in English or Chinese · 用中文或英文向数据库提问")
{
    AskCommand.Create(),
    SqlCommand.Create(),
    MemoryCommand.Create(),
    ServeCommand.Create(),
    EvalCommand.Create(),
    SampleCommand.Create(),
};
return await CommandRunner.RunAsync(root, args);
