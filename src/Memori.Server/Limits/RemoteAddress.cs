using System.Net;
using System.Net.Sockets;

namespace Memori.Server.Limits;

/// <summary>Where a request came from, as far as that tells callers apart.</summary>
internal static class RemoteAddress
{
    /// <summary>The address, or the network of 64 bits that one subscriber of IPv6 has; what a trusted proxy forwarded is in it already.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.MapToIPv4().ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes).ToString();
    }
}
