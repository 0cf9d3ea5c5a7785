using System.Diagnostics.CodeAnalysis;
using Memori.Text;

namespace Memori.Server.Access.Network;

/// <summary>Where the service listens.</summary>
internal sealed class ListenAddresses
{
    private readonly IReadOnlyList<BindingAddress> _all;

    private ListenAddresses(IReadOnlyList<BindingAddress> all) => _all = all;

    /// <summary>Whether other machines reach none of them.</summary>
    public bool AreLoopback => Public is null;

    /// <summary>Whether one is of https.</summary>
    public bool HaveHttps => _all.Any(IsHttps);

    /// <summary>Whether other machines reach one of them without TLS.</summary>
    public bool HavePlainPublic => _all.Any(static address => IsPublic(address) && !IsHttps(address));

    /// <summary>An address that other machines reach, or null. A name that is not <c>localhost</c>, <c>*</c> and <c>+</c> mean every address of the machine.</summary>
    public BindingAddress? Public => _all.FirstOrDefault(IsPublic);

    /// <summary>Reads addresses that are separated by semicolons.</summary>
    /// <exception cref="MemoriException"><c>invalid-url</c>.</exception>
    public static ListenAddresses Parse(string urls)
    {
        var given = Split(urls);
        return given.FirstOrDefault(static url => !TryParseOne(url, out _)) is { } none
            ? throw new MemoriException(FaultKind.BadRequest, "invalid-url", new LocalizedText(
                $"{none} is not an address to listen on, such as http://127.0.0.1:8000 or https://*:8443.", $"{none} 不是有效的监听地址,例如 http://127.0.0.1:8000 或 https://*:8443。"))
            : new ListenAddresses([.. given.Select(BindingAddress.Parse)]);
    }

    /// <summary>The same; false when one of them is none, or there is none.</summary>
    public static bool TryParse(string urls, [NotNullWhen(true)] out ListenAddresses? addresses)
    {
        var given = Split(urls);
        addresses = given.Length > 0 && given.All(static url => TryParseOne(url, out _)) ? new ListenAddresses([.. given.Select(BindingAddress.Parse)]) : null;
        return addresses is not null;
    }

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool TryParseOne(string url, [NotNullWhen(true)] out BindingAddress? address)
    {
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            address = null;
            return false;
        }

        // A port that is no number is left in the host.
        return address is { Scheme: "http" or "https", Host.Length: > 0, PathBase: "" } && (address.IsUnixPipe || address.Host.StartsWith('[') || !address.Host.Contains(':', StringComparison.Ordinal));
    }

    private static bool IsHttps(BindingAddress address) => address.Scheme == Uri.UriSchemeHttps;

    private static bool IsPublic(BindingAddress address) => !address.IsUnixPipe && !LoopbackNames.Contains(address.Host);
}
