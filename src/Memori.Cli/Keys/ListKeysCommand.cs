using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Keys;

/// <summary><c>memori keys list</c>.</summary>
internal static class ListKeysCommand
{
    public static Command Create() => new StateOptions().Complete(new Command("list", "All keys, known by how they begin · 列出密钥"), async (call, cancellationToken) =>
    {
        await using var services = await CliServices.StartAsync(cancellationToken);
        var keys = await services.GetRequiredService<ApiKeys>().ListAsync(cancellationToken);
        return call.Show(new KeyListDocument([.. keys.Select(KeyDocument.From)]), ServiceJson.Readable.KeyListDocument, KeysView.ShowList);
    });
}
