using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Memori.LoadTest;

/// <summary>
/// Has another .NET process collect all its garbage, blocking, through its diagnostics socket: a tracing session with the keyword <c>GCHeapCollect</c> does that
/// when it begins. (The protocol: dotnet/diagnostics, documentation/design-docs/ipc-protocol.md, <c>CollectTracing2</c>.)
/// </summary>
internal static class FullCollection
{
    private const string Provider = "Microsoft-Windows-DotNETRuntime";
    private const ulong CollectHeap = 0x800000;
    private const uint Informational = 4;

    /// <summary>Completes when the process answered that the session has begun, which is after the collection.</summary>
    /// <exception cref="IOException">It does not answer.</exception>
    public static async Task RunAsync(int processId)
    {
        var path = Directory.GetFiles(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}-*-socket")).FirstOrDefault()
            ?? throw new IOException("The process has no diagnostics socket.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Request());

        // The header of the answer, 20 bytes, and the number of the session. Closing the connection ends it.
        var answer = new byte[28];
        await stream.ReadExactlyAsync(answer);
        if (answer[16] != 0xFF || answer[17] != 0)
        {
            throw new IOException("The process refused to collect.");
        }
    }

    private static byte[] Request()
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload, Encoding.Unicode);
        writer.Write("DOTNET_IPC_V1\0"u8);
        writer.Write((ushort)0);
        writer.Write((byte)0x02);
        writer.Write((byte)0x03);
        writer.Write((ushort)0);

        // 10 MB of buffer, the format nettrace, no rundown, one provider.
        writer.Write(10u);
        writer.Write(1u);
        writer.Write(false);
        writer.Write(1u);
        writer.Write(CollectHeap);
        writer.Write(Informational);
        writer.Write((uint)Provider.Length + 1);
        writer.Write(Encoding.Unicode.GetBytes(Provider + "\0"));
        writer.Write(0u);
        writer.Flush();
        var message = payload.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan("DOTNET_IPC_V1\0".Length), (ushort)message.Length);
        return message;
    }
}
