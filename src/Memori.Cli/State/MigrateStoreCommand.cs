using System.CommandLine;
using Memori.Server.State;
using Memori.Storage;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.State;

/// <summary><c>memori migrate-store --from … --to …</c>: moves everything from one store to another.</summary>
internal static class MigrateStoreCommand
{
    public static Command Create()
    {
        var from = Address("--from", "The store to copy: sqlite:PATH or postgres://… · 源存储");
        var to = Address("--to", "The store to fill, in one transaction · 目标存储,在一个事务中写入");
        var force = new Option<bool>("--force") { Description = "Replace what the target keeps already · 覆盖目标中已有的内容" };
        var command = new Command("migrate-store", "Move all state between SQLite and PostgreSQL; stop the server first · 在 SQLite 与 PostgreSQL 之间迁移全部状态,需先停止服务器") { from, to, force };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            var copied = await StateMove.RunAsync(
                call.Parsed.GetValue(from)!, call.Parsed.GetValue(to)!, call.Parsed.GetValue(force), TimeProvider.System, new Lines(call.Language), cancellationToken);
            var document = new MigratedDocument(copied.Sum(table => table.Rows), [.. copied.Select(table => new MigratedTableDocument(table.Name, table.Rows, table.Sum))]);
            return call.Show(document, StateJson.Readable.MigratedDocument, Show);
        });
    }

    private static Option<string> Address(string name, string description) => new(name) { Description = description, Required = true };

    private static void Show(MigratedDocument migrated, Language language) => AnsiConsole.MarkupLine(new LocalizedText(
        $"[green]✓[/] {migrated.Rows} rows of {migrated.Tables.Count} tables, counted and compared. Name the new store in MEMORI_DATABASE_URL; the old one is as it was.",
        $"[green]✓[/] {migrated.Tables.Count} 个表共 {migrated.Rows} 行,已核对数量与内容。请将 MEMORI_DATABASE_URL 指向新存储;旧存储未改动。").In(language));

    /// <summary>A line on stderr for each table, as it is copied.</summary>
    private sealed class Lines(Language language) : IProgress<CopiedTable>
    {
        public void Report(CopiedTable value) => Console.Error.WriteLine(new LocalizedText($"  {value.Name}: {value.Rows} rows", $"  {value.Name}:{value.Rows} 行").In(language));
    }
}
