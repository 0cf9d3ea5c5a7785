using System.CommandLine;
using Memori.Cli.DataSources;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;

namespace Memori.Cli.Schema;

/// <summary><c>memori schema sync|show --db TARGET</c>: what is known of a database's structure.</summary>
internal static class SchemaCommand
{
    public static Command Create() => new("schema", "What is known of a database's structure · 数据库结构") { Sync(), Show() };

    private static Command Sync()
    {
        var database = CommonOptions.Database();
        var command = new Command("sync", "Read the structure anew and say what changed · 重新读取结构并显示变化") { database };
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var source = await call.Catalog.RegisterAsync(call.Parsed.GetValue(database)!, cancellationToken);
            var sync = await call.Get<SchemaCatalog>().SyncAsync(source, cancellationToken);
            return call.Show(SchemaSyncDocument.From(sync, call.Language), ServiceJson.Readable.SchemaSyncDocument, SchemaView.ShowSync);
        });
    }

    private static Command Show()
    {
        var database = CommonOptions.Database();
        var caller = new CallerOptions();
        var command = new Command("show", "Tables, columns and keys with what is said of them · 显示表、列、键及其说明") { database };
        caller.AddTo(command);
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var source = await call.Catalog.RegisterAsync(call.Parsed.GetValue(database)!, cancellationToken);
            var access = await call.Get<AccessCatalog>().GetAsync(source, caller.Of(call.Parsed), cancellationToken);
            return call.Show(SchemaDocument.From(access.Schema), ServiceJson.Readable.SchemaDocument, SchemaView.Show);
        });
    }
}
