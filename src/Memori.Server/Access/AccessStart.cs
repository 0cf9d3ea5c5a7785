using Memori.Server.Access.Network;
using Memori.Text;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Access;

/// <summary>Lets the service listen on an address that other machines reach only when nobody gets in without a credential.</summary>
internal sealed class AccessStart(ListenAddresses addresses, Authenticator authenticator) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (addresses.Public is { } open && !await authenticator.IsClosedAsync(cancellationToken))
        {
            throw new MemoriException(FaultKind.BadRequest, "loopback-only", new LocalizedText(
                $"Other machines reach {open}, and nobody needs a key yet. Make one (memori keys create), set MEMORI_ADMIN_KEY or MEMORI_JWT_AUTHORITY, or listen on {open.Scheme}://127.0.0.1:{open.Port}.",
                $"其他机器可以访问 {open},但目前无需任何密钥。请先创建密钥(memori keys create),或设置 MEMORI_ADMIN_KEY 或 MEMORI_JWT_AUTHORITY,或改为监听 {open.Scheme}://127.0.0.1:{open.Port}。"));
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
