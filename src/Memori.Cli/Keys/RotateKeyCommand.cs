using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Keys;

/// <summary><c>memori keys rotate</c>.</summary>
internal static class RotateKeyCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("key") { Description = "Its id or beginning, which stay · 密钥编号或前缀(保持不变)" };
        var overlap = DurationOption.Create(
            "--overlap", "For how long the old secret is good as well (1h, 2d), at most 30d; default not at all · 旧密钥继续有效的时长,最多 30d,默认立即失效");
        var command = new Command("rotate", "Give a key a new secret; it is shown this once · 更换密钥(仅显示一次)") { key, overlap };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var rotated = await services.GetRequiredService<ApiKeys>().RotateAsync(call.Parsed.GetValue(key)!, call.Parsed.GetValue(overlap) ?? TimeSpan.Zero, cancellationToken);
            return call.Show(KeyDocument.From(rotated ?? throw KeyFaults.NotFound()), ServiceJson.Readable.KeyDocument, KeysView.ShowRotated);
        });
    }
}
