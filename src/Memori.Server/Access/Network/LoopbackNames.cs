using System.Net;

namespace Memori.Server.Access.Network;

/// <summary>The names that mean this machine and no other.</summary>
internal static class LoopbackNames
{
    /// <summary>Whether a host of an address or of a <c>Host</c> header is one.</summary>
    public static bool Contains(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
