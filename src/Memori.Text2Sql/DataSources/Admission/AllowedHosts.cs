using System.Net;

namespace Memori.Text2Sql.DataSources.Admission;

/// <summary>The servers that datasources may be on. Immutable.</summary>
public sealed class AllowedHosts
{
    private AllowedHosts(IReadOnlyList<HostPattern> patterns, bool loopback)
    {
        Patterns = patterns;
        Loopback = loopback;
    }

    /// <summary>No server at all.</summary>
    public static AllowedHosts None { get; } = new([], loopback: false);

    /// <summary>Whether this machine itself may be reached, also when it is not listed.</summary>
    public bool Loopback { get; }

    internal IReadOnlyList<HostPattern> Patterns { get; }

    /// <summary>Reads a list: names (<c>db.example.com</c>), names with everything below (<c>*.example.com</c>), addresses and networks (<c>10.1.0.0/16</c>), each optionally with a port.</summary>
    /// <param name="list">Entries separated by commas; empty for none.</param>
    /// <param name="loopback">Whether this machine itself may be reached although it is not listed.</param>
    /// <param name="hosts">The servers.</param>
    /// <returns>False when an entry can't be read.</returns>
    public static bool TryParse(string list, bool loopback, out AllowedHosts hosts)
    {
        List<HostPattern> patterns = [];
        foreach (var entry in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (HostPattern.Parse(entry) is not { } pattern)
            {
                hosts = None;
                return false;
            }

            patterns.Add(pattern);
        }

        hosts = patterns.Count == 0 && !loopback ? None : new AllowedHosts(patterns, loopback);
        return true;
    }

    /// <summary>The same list with this machine itself, or without.</summary>
    public AllowedHosts WithLoopback(bool loopback) => new(Patterns, loopback);

    internal bool AllowsName(string host, int port) => Patterns.Any(pattern => pattern.MatchesName(host, port));

    internal bool AllowsAddress(IPAddress address, int port) => Patterns.Any(pattern => pattern.MatchesAddress(address, port));
}
