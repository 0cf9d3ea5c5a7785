using System.Diagnostics.CodeAnalysis;

namespace Memori.Server.Configuration;

/// <summary>An address that the service listens on.</summary>
/// <param name="IsHttps">Whether it speaks TLS.</param>
/// <param name="IsLoopback">Whether this machine alone reaches it; <c>*</c>, <c>+</c> and any other name mean every address of the machine.</param>
internal sealed record ListenAddress(bool IsHttps, bool IsLoopback)
{
    /// <summary>Reads addresses that are separated by semicolons; false when one is none.</summary>
    public static bool TryParse(string urls, [NotNullWhen(true)] out IReadOnlyList<ListenAddress>? addresses)
    {
        try
        {
            var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse).ToList();
            var valid = all.Count > 0 && all.TrueForAll(address => address is { Scheme: "http" or "https", Host.Length: > 0, PathBase: "" });
            addresses = valid ? [.. all.Select(address => new ListenAddress(address.Scheme == "https", address.IsUnixPipe || Access.Network.LoopbackNames.Contains(address.Host)))] : null;
        }
        catch (FormatException)
        {
            addresses = null;
        }

        return addresses is not null;
    }
}
