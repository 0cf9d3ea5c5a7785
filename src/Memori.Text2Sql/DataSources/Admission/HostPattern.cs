using System.Globalization;
using System.Net;

namespace Memori.Text2Sql.DataSources.Admission;

/// <summary>One entry of the list of servers: a name, a name with everything below it, an address or a network; with a port or for any.</summary>
internal sealed record HostPattern
{
    private const string Below = "*.";

    private HostPattern(string? name, IPNetwork? network, int? port)
    {
        Name = name;
        Network = network;
        Port = port;
    }

    /// <summary>Whether it stands for addresses, not for names.</summary>
    public bool IsNetwork => Network is not null;

    private string? Name { get; }

    private IPNetwork? Network { get; }

    private int? Port { get; }

    /// <summary>Reads an entry, or gives null.</summary>
    public static HostPattern? Parse(string entry)
    {
        var (host, port) = Split(entry);
        if (port is < 1 or > ushort.MaxValue)
        {
            return null;
        }

        if (IPNetwork.TryParse(host, out var network))
        {
            return new HostPattern(null, network, port);
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return new HostPattern(null, new IPNetwork(address, address.GetAddressBytes().Length * 8), port);
        }

        var name = host.ToLowerInvariant();
        var bare = name.StartsWith(Below, StringComparison.Ordinal) ? name[Below.Length..] : name;
        return Uri.CheckHostName(bare) == UriHostNameType.Dns ? new HostPattern(name, null, port) : null;
    }

    /// <summary>Whether it names this host.</summary>
    public bool MatchesName(string host, int port) => Name is { } name && (Port is null || Port == port)
        && (name.StartsWith(Below, StringComparison.Ordinal)
            ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it names this address or a network that it is in.</summary>
    public bool MatchesAddress(IPAddress address, int port) =>
        Network is { } network && (Port is null || Port == port) && network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);

    private static (string Host, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isAddress = entry.StartsWith('[') ? entry.EndsWith(']') : colon >= 0 && entry.IndexOf(':', StringComparison.Ordinal) != colon;
        return colon < 0 || isAddress
            ? (entry.Trim('[', ']'), null)
            : (entry[..colon].Trim('[', ']'), int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0);
    }
}
