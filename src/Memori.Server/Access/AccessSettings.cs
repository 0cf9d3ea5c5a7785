using Memori.Server.Access.Network;
using Memori.Server.Access.Tokens;
using Memori.Server.Configuration;
using Memori.Text;

namespace Memori.Server.Access;

/// <summary>What the settings of who is let in must be together.</summary>
internal static class AccessSettings
{
    /// <summary>Everything that is wrong with them.</summary>
    public static IEnumerable<LocalizedText> Faults(MemoriSettings settings)
    {
        if (settings.AdminKey is { Length: < AdminKey.Shortest })
        {
            yield return new($"MEMORI_ADMIN_KEY must have at least {AdminKey.Shortest} characters.", $"MEMORI_ADMIN_KEY 至少需要 {AdminKey.Shortest} 个字符。");
        }

        if (settings.JwtAuthority is { } authority)
        {
            if (settings.JwtAudience is null)
            {
                yield return new("MEMORI_JWT_AUTHORITY needs MEMORI_JWT_AUDIENCE: whom tokens must be for.", "设置 MEMORI_JWT_AUTHORITY 时必须同时设置 MEMORI_JWT_AUDIENCE(令牌的受众)。");
            }

            if (!Issuer.IsTrustworthy(authority))
            {
                yield return new("MEMORI_JWT_AUTHORITY must be an https address.", "MEMORI_JWT_AUTHORITY 必须是 https 地址。");
            }
        }
        else if (settings.JwtAudience is not null || settings.JwtKeysFile is not null)
        {
            yield return new("MEMORI_JWT_AUDIENCE and MEMORI_JWT_KEYS_FILE need MEMORI_JWT_AUTHORITY: whose tokens are meant.", "设置 MEMORI_JWT_AUDIENCE 或 MEMORI_JWT_KEYS_FILE 时必须同时设置 MEMORI_JWT_AUTHORITY。");
        }

        if (settings.TlsCertificate is null && (settings.TlsKey ?? settings.TlsPassword) is not null)
        {
            yield return new("MEMORI_TLS_KEY and MEMORI_TLS_PASSWORD need MEMORI_TLS_CERTIFICATE.", "设置 MEMORI_TLS_KEY 或 MEMORI_TLS_PASSWORD 时必须同时设置 MEMORI_TLS_CERTIFICATE。");
        }

        foreach (var origin in settings.CorsOrigins.Where(static origin => !IsOrigin(origin)))
        {
            yield return new(
                $"MEMORI_CORS_ORIGINS lists exact origins such as https://app.example.com, without a path; {origin} is none.",
                $"MEMORI_CORS_ORIGINS 必须列出确切的来源,例如 https://app.example.com(不含路径);{origin} 无效。");
        }

        foreach (var proxy in settings.TrustedProxies.Where(static proxy => !TrustedProxies.IsValid(proxy)))
        {
            yield return new(
                $"MEMORI_TRUSTED_PROXIES lists addresses and networks such as 10.0.0.0/8; {proxy} is none.", $"MEMORI_TRUSTED_PROXIES 必须列出地址或网段,例如 10.0.0.0/8;{proxy} 无效。");
        }
    }

    /// <exception cref="MemoriException"><c>invalid-settings</c>, with everything that is wrong.</exception>
    public static void Require(MemoriSettings settings)
    {
        if (Faults(settings).ToArray() is { Length: > 0 } faults)
        {
            throw new MemoriException(FaultKind.BadRequest, "invalid-settings", new LocalizedText(
                string.Join(' ', faults.Select(fault => fault.English)), string.Concat(faults.Select(fault => fault.Chinese))));
        }
    }

    // As browsers write one: no path, no default port, nothing that would match more than itself.
    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase)
        && !origin.Contains('*', StringComparison.Ordinal);
}
