using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.State;

/// <summary><c>memori restore FILE [--yes]</c>: puts a backup in the place of the state.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file that backup wrote · 备份文件" };
        var yes = new Option<bool>("--yes") { Description = "Replace the state without asking · 不询问,直接替换" };
        var command = new Command("restore", "Replace all state by a backup; the server must be stopped · 用备份替换全部状态,需先停止服务器") { file, yes };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            if (call.Care.MayExist && !call.Parsed.GetValue(yes) && !await AgreesAsync(call, cancellationToken))
            {
                return ExitCode.Failed;
            }

            var restored = await call.Care.RestoreAsync(call.Parsed.GetValue(file)!, cancellationToken);
            call.Show(new StateDocument(restored.Path, restored.Bytes, restored.Owners, restored.Memories), StateJson.Readable.StateDocument, StateView.ShowRestored);
            return ExitCode.Ok;
        });
    }

    private static Task<bool> AgreesAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Json || Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "confirmation-required",
                new LocalizedText("Restoring replaces all that is remembered now: say --yes.", "恢复将替换现有的全部状态:请加上 --yes。"));
        }

        return new ConfirmationPrompt(new LocalizedText("Replace all that is remembered now by this backup?", "用该备份替换现有的全部状态?").In(call.Language)) { DefaultValue = false }
            .ShowAsync(AnsiConsole.Console, cancellationToken);
    }
}
