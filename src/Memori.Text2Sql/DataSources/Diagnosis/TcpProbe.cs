using System.Net;
using System.Net.Sockets;

namespace Memori.Text2Sql.DataSources.Diagnosis;

/// <summary>Whether something listens.</summary>
internal static class TcpProbe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>A socket to the first of the addresses that answers.</summary>
    /// <exception cref="MemoriException"><c>datasource-unreachable</c>.</exception>
    public static async Task<Socket> ConnectAsync(DatabaseUrl url, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_patience);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, url.Port), limit.Token).ConfigureAwait(false);
                return socket;
            }
            catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                socket.Dispose();
                last = failure;
            }
        }

        throw DataSourceFaults.Unreachable(url.Key, last ?? new SocketException((int)SocketError.HostNotFound));
    }
}
