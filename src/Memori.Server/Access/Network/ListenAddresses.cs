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
    public bool HaveHttps => _all.Any(static address => address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase));

    /// <summary>An address that other machines reach, or null. A name that is not <c>localhost</c>, <c>*</c> and <c>+</c> mean every address of the machine.</summary>
    public BindingAddress? Public => _all.FirstOrDefault(static address => !address.IsUnixPipe && !LoopbackNames.Contains(address.Host));

    /// <summary>Reads addresses that are separated by semicolons.</summary>
    /// <exception cref="MemoriException"><c>invalid-url</c>.</exception>
    public static ListenAddresses Parse(string urls)
    {
        var given = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ListenAddresses([.. given.Select(Parsed)]);
    }

    private static BindingAddress Parsed(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);

            // A port that is no number is left in the host.
            return address is { Scheme: "http" or "https", Host.Length: > 0, PathBase: "" } && (address.IsUnixPipe || address.Host.StartsWith('[') || !address.Host.Contains(':', StringComparison.Ordinal))
                ? address
                : throw Invalid(url);
        }
        catch (FormatException)
        {
            throw Invalid(url);
        }
    }

    private static MemoriException Invalid(string url) => new(FaultKind.BadRequest, "invalid-url", new LocalizedText(
        $"{url} is not an address to listen on, such as http://127.0.0.1:8000 or https://*:8443.", $"{url} 不是有效的监听地址,例如 http://127.0.0.1:8000 或 https://*:8443。"));
}
