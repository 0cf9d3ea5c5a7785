using System.CommandLine;
using Memori.Cli.Terminal;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource rotate-key</c>: seals all stored passwords with a new key.</summary>
internal static class RotateKeyCommand
{
    public static Command Create()
    {
        var command = new Command("rotate-key", "Seal the stored passwords with a new key · 用新密钥重新加密已保存的密码");
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var rotation = await call.Catalog.RotateKeyAsync(cancellationToken);
            call.Show(rotation, SourceJson.Readable.KeyRotation, DataSourceView.ShowRotation);
            return rotation.Lost.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
    }
}
