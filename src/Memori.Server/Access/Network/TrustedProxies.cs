using System.Net;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Memori.Server.Access.Network;

/// <summary>Whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed.</summary>
internal static class TrustedProxies
{
    /// <summary>Whether an entry of <c>MEMORI_TRUSTED_PROXIES</c> is an address or a network.</summary>
    public static bool IsValid(string entry) => IPNetwork.TryParse(entry, out _) || IPAddress.TryParse(entry, out _);

    /// <summary>The proxies of the settings and no others, through as many of them as a request came.</summary>
    public static ForwardedHeadersOptions Options(MemoriSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var entry in settings.TrustedProxies)
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                options.KnownProxies.Add(IPAddress.Parse(entry));
            }
        }

        return options;
    }
}
