using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Memori.Server.Configuration;
using Memori.Text;

namespace Memori.Server.Access.Network;

/// <summary>The certificate of https addresses, with its chain, read anew when its files change. Thread-safe.</summary>
internal sealed partial class TlsCertificate
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly string _certificate;
    private readonly string? _key;
    private readonly string? _password;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _looking = new();
    private volatile Loaded _loaded;

    /// <summary>Reads it for the first time.</summary>
    /// <exception cref="MemoriException"><c>invalid-certificate</c>: a file is missing, is no certificate with its private key, or the password is wrong.</exception>
    public TlsCertificate(MemoriSettings settings, TimeProvider time, ILogger<TlsCertificate> logger)
    {
        (_certificate, _key, _password, _time, _logger) = (settings.TlsCertificate!, settings.TlsKey, settings.TlsPassword, time, logger);
        try
        {
            _loaded = Load(Stamp());
        }
        catch (Exception failure) when (IsOfTheFile(failure))
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-certificate",
                new LocalizedText(
                    $"The certificate for https can't be used: {failure.Message} Look at MEMORI_TLS_CERTIFICATE, MEMORI_TLS_KEY and MEMORI_TLS_PASSWORD.",
                    $"无法使用 https 证书:{failure.Message} 请检查 MEMORI_TLS_CERTIFICATE、MEMORI_TLS_KEY 与 MEMORI_TLS_PASSWORD。"),
                failure);
        }
    }

    /// <summary>The certificate as it is now; looks at the files at most every ten seconds.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            var loaded = _loaded;
            if (_time.GetElapsedTime(loaded.LookedAt) < LookInterval)
            {
                return loaded.Context;
            }

            lock (_looking)
            {
                if (ReferenceEquals(loaded, _loaded))
                {
                    _loaded = LookAgain(loaded);
                }

                return _loaded.Context;
            }
        }
    }

    private Loaded LookAgain(Loaded known)
    {
        var now = _time.GetTimestamp();
        try
        {
            var stamp = Stamp();
            return stamp == known.Stamp ? known with { LookedAt = now } : Load(stamp);
        }
        catch (Exception failure) when (IsOfTheFile(failure))
        {
            // Half of a change may be there, the certificate without its key: it is looked at again.
            LogUnusable(_logger, failure);
            return known with { LookedAt = now };
        }
    }

    private Loaded Load((DateTime, DateTime) stamp)
    {
        X509Certificate2Collection chain = [];
        X509Certificate2 leaf;
        if (File.ReadAllText(_certificate).Contains("-----BEGIN", StringComparison.Ordinal))
        {
            chain.ImportFromPemFile(_certificate);
            using var read = _password is null
                ? X509Certificate2.CreateFromPemFile(_certificate, _key)
                : X509Certificate2.CreateFromEncryptedPemFile(_certificate, _password, _key);

            // Windows can't use a key that is in memory alone.
            leaf = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        else
        {
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(_certificate, _password);
            leaf = chain.FirstOrDefault(static certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("The file holds no private key.");
        }

        if (leaf.NotAfter.ToUniversalTime() < _time.GetUtcNow().UtcDateTime)
        {
            LogExpired(_logger, leaf.NotAfter.ToUniversalTime());
        }

        return new Loaded(SslStreamCertificateContext.Create(leaf, chain, offline: true), stamp, _time.GetTimestamp());
    }

    private (DateTime, DateTime) Stamp() => (File.GetLastWriteTimeUtc(_certificate), _key is null ? default : File.GetLastWriteTimeUtc(_key));

    private static bool IsOfTheFile(Exception failure) => failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    [LoggerMessage(Level = LogLevel.Error, Message = "The certificate for https was changed, and can't be used as it is now; the one before serves on.")]
    private static partial void LogUnusable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate for https expired at {ExpiredAt:u}.")]
    private static partial void LogExpired(ILogger logger, DateTime expiredAt);

    private sealed record Loaded(SslStreamCertificateContext Context, (DateTime, DateTime) Stamp, long LookedAt);
}
