using Memori;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Access.Network;
using Memori.Server.Access.Tokens;
using Memori.Server.Configuration;
using Memori.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes who is let in, and from where.</summary>
internal static class AccessServiceExtensions
{
    private static readonly string[] Readable = ["ETag", "Location", "Retry-After", "Content-Disposition", "WWW-Authenticate", "X-Request-Id", "request-id"];

    /// <summary>Adds it for a service that listens on <paramref name="addresses"/>.</summary>
    /// <exception cref="MemoriException"><c>invalid-settings</c>; <c>tls-missing</c>: an https address needs a certificate.</exception>
    public static IServiceCollection AddAccess(this IServiceCollection services, MemoriSettings settings, ListenAddresses addresses)
    {
        AccessSettings.Require(settings);
        services.AddSingleton(addresses).AddHostedService<AccessStart>().AddHostedService<KeyUseWriter>();
        services.AddSingleton(provider => new Authenticator(
            provider.GetRequiredService<ApiKeys>(), new AdminKey(settings.AdminKey), provider.GetService<TokenVerifier>()));
        if (settings.JwtAuthority is { } authority)
        {
            services.AddSingleton(provider => new SigningKeys(
                settings.JwtKeysFile is { } file ? () => File.ReadAllTextAsync(file) : new IssuerDocuments(authority).ReadKeysAsync,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SigningKeys>>()));
            services.AddSingleton<TokenVerifier>();
        }

        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins([.. settings.CorsOrigins]).AllowAnyMethod().AllowAnyHeader()
            .WithExposedHeaders(Readable).SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
        return services.AddHttps(settings, addresses);
    }

    /// <summary>Adds the certificate of https addresses.</summary>
    /// <exception cref="MemoriException"><c>tls-missing</c>.</exception>
    public static IServiceCollection AddHttps(this IServiceCollection services, MemoriSettings settings, ListenAddresses addresses)
    {
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        if (!addresses.HaveHttps)
        {
            return services;
        }

        if (settings.TlsCertificate is null)
        {
            throw new MemoriException(FaultKind.BadRequest, "tls-missing", new LocalizedText(
                "An https address needs a certificate: set MEMORI_TLS_CERTIFICATE, with MEMORI_TLS_KEY for PEM.", "https 地址需要证书:请设置 MEMORI_TLS_CERTIFICATE(PEM 格式还需 MEMORI_TLS_KEY)。"));
        }

        services.AddSingleton<TlsCertificate>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => new ConfigureOptions<KestrelServerOptions>(kestrel =>
        {
            var certificate = provider.GetRequiredService<TlsCertificate>();
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificateSelector = (_, _) => certificate.Current.TargetCertificate;

                // With its chain, which the selector can't give.
                https.OnAuthenticate = (_, ssl) => (ssl.ServerCertificateSelectionCallback, ssl.ServerCertificateContext) = (null, certificate.Current);
            });
        }));
        return services;
    }
}
