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

    /// <summary>How many were turned away.</summary>
    public int TurnedAway { get; private set; }

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
                    TurnedAway++;
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
                var said = new TaskCompletionSource();
                await Task.WhenAny(SayAsync(client, server, said), AnswerAsync(server, client, said.Task), Task.Delay(Timeout.Infinite, cut.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // Cut.
            }
        }
    }

    private async Task SayAsync(TcpClient from, TcpClient to, TaskCompletionSource said)
    {
        try
        {
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (Word is { } word && buffer.AsSpan(0, read).IndexOf(word) >= 0)
                {
                    Word = null;
                    if (StaysDown)
                    {
                        IsDown = true;
                    }

                    if (!Reaches)
                    {
                        return;
                    }

                    said.SetResult();
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task AnswerAsync(TcpClient from, TcpClient to, Task said)
    {
        try
        {
            var buffer = new byte[1 << 16];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0)
            {
                if (said.IsCompleted)
                {
                    // The server has done it: its answer goes nowhere.
                    break;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }

            if (IsDown && StaysDown)
            {
                StaysDown = false;
                await _cut.CancelAsync();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Cut.
        }
    }
}
