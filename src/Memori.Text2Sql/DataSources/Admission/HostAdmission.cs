using System.Net;
using System.Net.Sockets;

namespace Memori.Text2Sql.DataSources.Admission;

/// <summary>
/// Which servers may be reached. What is judged is the address that a name leads to, and that address is what is then connected to: a name that is
/// answered differently the second time gains nothing. Thread-safe.
/// </summary>
internal sealed class HostAdmission(AllowedHosts? allowed)
{
    // Never a database's: unspecified, link-local (169.254.169.254 tells a machine's secrets), multicast, reserved, and translations into other ranges.
    private static readonly IPNetwork[] s_never =
    [
        .. new[]
        {
            "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32", "192.0.0.0/24",
            "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::/32", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether any server may be reached: then names are left to the driver.</summary>
    public bool IsOpen => allowed is null;

    /// <summary>The addresses of a server that may be reached.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>datasource-host-not-allowed</c>, <c>datasource-unknown-host</c>.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, int port, CancellationToken cancellationToken)
    {
        var name = host.TrimEnd('.');
        if (IPAddress.TryParse(name, out var literal))
        {
            return [Require(host, literal, port, isNamed: false)];
        }

        // A name that no entry can stand for is not even looked up: the look-up would tell others of it.
        var isNamed = allowed is null || allowed.AllowsName(name, port);
        var isLocal = name.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        if (!isNamed && !isLocal && !allowed!.Patterns.Any(static pattern => pattern.IsNetwork))
        {
            throw DataSourceFaults.HostNotAllowed(host);
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
            return addresses.Length == 0
                ? throw DataSourceFaults.UnknownHost(host)
                : Array.ConvertAll(addresses, address => Require(host, address, port, isNamed));
        }
        catch (SocketException failure)
        {
            throw isNamed || isLocal ? DataSourceFaults.UnknownHost(host, failure) : DataSourceFaults.HostNotAllowed(host);
        }
    }

    private IPAddress Require(string host, IPAddress address, int port, bool isNamed)
    {
        if (allowed is null)
        {
            return address;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var isAllowed = IPAddress.IsLoopback(plain) ? allowed.Loopback || allowed.AllowsName("localhost", port) : isNamed;
        var isNever = Array.Exists(s_never, network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
        return !isNever && (isAllowed || allowed.AllowsAddress(plain, port)) ? plain : throw DataSourceFaults.HostNotAllowed(host);
    }
}
