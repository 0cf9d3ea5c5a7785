using System.CommandLine;
using Memori.Server.State;
using Memori.Storage;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.State;

/// <summary><c>memori migrate-store --from … --to …</c>: moves everything from one store to another; cut short, it goes on where it was when it is run again.</summary>
internal static class MigrateStoreCommand
{
    public static Command Create()
    {
        var from = Address("--from", "The store to copy: sqlite:PATH or postgres://… · 源存储");
        var to = Address("--to", "The store to fill; run again, it goes on where it was cut short · 目标存储,中断后再次运行即可继续");
        var force = new Option<bool>("--force") { Description = "Replace what the target keeps already, and begin anew · 覆盖目标中已有的内容,重新开始" };
        var command = new Command("migrate-store", "Move all state between SQLite and PostgreSQL; stop the server first · 在 SQLite 与 PostgreSQL 之间迁移全部状态,需先停止服务器") { from, to, force };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            var moved = await MoveAsync(call, call.Parsed.GetValue(from)!, call.Parsed.GetValue(to)!, call.Parsed.GetValue(force), cancellationToken);
            var document = new MigratedDocument(
                moved.Tables.Sum(table => table.Rows), moved.ResumedRows, [.. moved.Tables.Select(table => new MigratedTableDocument(table.Name, table.Rows, table.Sum))]);
            return call.Show(document, StateJson.Readable.MigratedDocument, Show);
        });
    }

    private static async Task<StateMoved> MoveAsync(StateCall call, string from, string to, bool force, CancellationToken cancellationToken)
    {
        using var progress = new MoveProgressLines(call.Language);
        return await StateMove.RunAsync(from, to, force, TimeProvider.System, progress, cancellationToken);
    }

    private static Option<string> Address(string name, string description) => new(name) { Description = description, Required = true };

    private static void Show(MigratedDocument migrated, Language language) => AnsiConsole.MarkupLine(new LocalizedText(
        $"[green]✓[/] {migrated.Rows} rows of {migrated.Tables.Count} tables, counted and compared{(migrated.ResumedRows > 0 ? $" ({migrated.ResumedRows} had arrived before)" : "")}. Name the new store in MEMORI_DATABASE_URL; the old one is as it was.",
        $"[green]✓[/] {migrated.Tables.Count} 个表共 {migrated.Rows} 行{(migrated.ResumedRows > 0 ? $"(其中 {migrated.ResumedRows} 行此前已迁移)" : "")},已核对数量与内容。请将 MEMORI_DATABASE_URL 指向新存储;旧存储未改动。").In(language));
}
