using System.CommandLine;
using System.Globalization;
using Memori.Cli.Terminal;

namespace Memori.Cli.State;

/// <summary><c>memori backup [FILE]</c>: copies the state while a server may be using it.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "Where it goes; default in MEMORI_BACKUP_DIR, else backups/ in the data directory · 备份文件,默认在 MEMORI_BACKUP_DIR,否则在数据目录下 backups/", Arity = ArgumentArity.ZeroOrOne };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there · 覆盖已有文件" };
        var command = new Command("backup", "Copy all state into one file, also while the server runs · 备份全部状态,可在服务器运行时进行") { file, force };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var target = call.Parsed.GetValue(file)
                ?? Path.Combine(
                    call.Settings.BackupDirectory ?? Path.Combine(call.Settings.DataDirectory, "backups"), $"memori-{now.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}.db");
            var written = await call.Care.BackupAsync(target, call.Parsed.GetValue(force), cancellationToken);
            call.Show(new StateDocument(written.Path, written.Bytes, written.Owners, written.Memories), StateJson.Readable.StateDocument, StateView.ShowBackup);
            return ExitCode.Ok;
        });
    }
}
