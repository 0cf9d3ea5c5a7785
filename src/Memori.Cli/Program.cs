using System.CommandLine;
using System.CommandLine.Help;
using Memori.Cli.Ask;
using Memori.Cli.Audit;
using Memori.Cli.Configuration;
using Memori.Cli.DataSources;
using Memori.Cli.Evaluate;
using Memori.Cli.Health;
using Memori.Cli.Keys;
using Memori.Cli.Memories;
using Memori.Cli.Models;
using Memori.Cli.Monitoring;
using Memori.Cli.Pairs;
using Memori.Cli.Policies;
using Memori.Cli.Sample;
using Memori.Cli.Schema;
using Memori.Cli.Serve;
using Memori.Cli.Sessions;
using Memori.Cli.Sql;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Cli.Usage;
using Memori.Cli.Users;

ConsoleSetup.Apply();
var root = new Command("memori", "Ask a database in English or Chinese · 用中文或英文向数据库提问")
{
    new HelpOption(),
    new VersionOption(),
    AskCommand.Create(),
    SqlCommand.Create(),
    FeedbackCommand.Create(),
    DataSourceCommand.Create(),
    SchemaCommand.Create(),
    PairsCommand.Create(),
    MemoryCommand.Create(),
    SessionsCommand.Create(),
    PolicyCommand.Create(),
    ModelsCommand.Create(),
    ServeCommand.Create(),
    KeysCommand.Create(),
    UsageCommand.Create(),
    AuditCommand.Create(),
    UsersCommand.Create(),
    MonitoringCommand.Create(),
    EvalCommand.Create(),
    SampleCommand.Create(),
    HealthCommand.Create(),
    JobsCommand.Create(),
    BackupCommand.Create(),
    MigrateStoreCommand.Create(),
    RestoreCommand.Create(),
    DoctorCommand.Create(),
    ConfigCommand.Create(),
};
return await CommandRunner.RunAsync(root, args);
