using System.Net;
using System.Net.Sockets;

namespace Memori.Postgres.Tests;

/// <summary>A wire to a server that can be cut: before what is told of reaches it, or after, so that its answer is lost.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _wires = [];
    private readonly CancellationTokenSource _cut = new();
    private readonly Task _accepting;

    public Relay(Uri server)
    {
        _server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is said when the wire is cut, once; null: never.</summary>
    public byte[]? Word { get; set; }

    /// <summary>Whether the word still reaches the server.</summary>
    public bool Reaches { get; set; }

    /// <summary>Whether nobody gets through any more.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether the cut takes every other wire with it, and nobody gets through after it.</summary>
    public bool StaysDown { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_wires);
        _stop.Dispose();
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (IsDown)
                {
                    client.Dispose();
                }
                else
                {
                    _wires.Add(ConnectAsync(client));
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(_server, _stop.Token);
                using var cut = CancellationTokenSource.CreateLinkedTokenSource(StaysDown ? _cut.Token : CancellationToken.None, _stop.Token);
                await Task.WhenAny(PumpAsync(client, server, watched: true), PumpAsync(server, client, watched: false), Task.Delay(Timeout.Infinite, cut.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // Cut.
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool watched)
    {
        try
        {
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (watched && Word is { } word && buffer.AsSpan(0, read).IndexOf(word) >= 0)
                {
                    Word = null;
                    if (Reaches)
                    {
                        // The server ends the transaction, then finds that nobody listens: its answer goes nowhere.
                        await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                        _ = await to.GetStream().ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, _stop.Token);
                    }

                    if (StaysDown)
                    {
                        (IsDown, StaysDown) = (true, false);
                        await _cut.CancelAsync();
                    }

                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Cut.
        }
    }
}
