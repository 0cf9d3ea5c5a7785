using System.Net.Security;
using Memori.Cli.Terminal;
using Memori.Server;
using Memori.Text;

namespace Memori.Cli.Health;

/// <summary>Where the service of this machine is.</summary>
internal static class ServiceAddress
{
    private static readonly string[] AnyHost = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>The address given, else the first that the settings have the service listen on; one that means every address of the machine is taken for this machine.</summary>
    /// <exception cref="MemoriException"><c>invalid-url</c>.</exception>
    public static Uri Of(string? given)
    {
        var first = (given ?? CliSettings.Read().Urls ?? MemoriServer.DefaultUrls).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        foreach (var any in AnyHost)
        {
            first = first.Replace($"//{any}", "//127.0.0.1", StringComparison.Ordinal);
        }

        return Uri.TryCreate(first, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new MemoriException(FaultKind.BadRequest, "invalid-url", new LocalizedText($"{first} is not an http address.", $"{first} 不是有效的 http 地址。"));
    }

    /// <summary>Nothing secret is sent, and who is asked at this machine is this machine, whatever name its certificate has.</summary>
    public static SocketsHttpHandler Handler(Uri address) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, errors) => errors == SslPolicyErrors.None || address.IsLoopback },
    };
}
