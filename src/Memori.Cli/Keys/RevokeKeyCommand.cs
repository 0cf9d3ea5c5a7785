using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Keys;

/// <summary><c>memori keys revoke</c>.</summary>
internal static class RevokeKeyCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("key") { Description = "Its id or beginning · 密钥编号或前缀" };
        return new StateOptions().Complete(new Command("revoke", "Revoke a key at once · 立即吊销密钥") { key }, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            if (!await services.GetRequiredService<ApiKeys>().RevokeAsync(call.Parsed.GetValue(key)!, cancellationToken))
            {
                throw KeyFaults.NotFound();
            }

            return call.Show(new DeletedDocument("Key revoked", 1), ServiceJson.Readable.DeletedDocument, KeysView.ShowRevoked);
        });
    }
}
