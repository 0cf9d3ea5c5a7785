using System.Buffers;
using System.Text.Json;
using Memori.Server.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Memori.Server.Access.Tokens;

/// <summary>
/// Checks tokens of the configured issuer: form, algorithm, signature, issuer, audience and time, before anything that they say is believed (RFC 8725). Thread-safe.
/// </summary>
internal sealed partial class TokenVerifier(MemoriSettings settings, SigningKeys keys, TimeProvider time, ILogger<TokenVerifier> logger)
{
    private const int LongestToken = 16 * 1024;

    /// <summary>By how much the issuer's clock may differ from ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    // Asymmetric ones only: with a shared secret, or none, whoever knows the public key could sign.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // RFC 7515, 2: without padding. One token is written in one way.
    private static readonly SearchValues<char> Written = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    private readonly TokenClaims _claims = new(settings);

    /// <summary>The issuer.</summary>
    public string Issuer { get; } = Tokens.Issuer.Plain(settings.JwtAuthority!);

    /// <summary>Whether a credential is, by its form, a token: three parts, of which the first begins a JSON object.</summary>
    public static bool IsToken(string credential) => credential.StartsWith("ey", StringComparison.Ordinal) && credential.AsSpan().Count('.') == 2;

    /// <summary>Who comes with a token.</summary>
    /// <exception cref="MemoriException"><c>invalid-token</c>, <c>token-expired</c> (401); <c>issuer-unavailable</c> (503).</exception>
    public async ValueTask<Identity> VerifyAsync(string credential, CancellationToken cancellationToken)
    {
        var token = Read(credential);
        var candidates = await keys.FindAsync(token.Kid, cancellationToken);
        if (candidates.Count == 0)
        {
            throw Refused("no key of the issuer has its id");
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuers = [Issuer, Issuer + "/"],
            ValidAudience = settings.JwtAudience,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = candidates,
            LifetimeValidator = (begins, ends, _, _) => IsNow(begins, ends),
            LogValidationExceptions = false,
        });
        return result switch
        {
            { IsValid: true } => _claims.Identify(Payload(token), Issuer) ?? throw Refused("it names no user"),
            { Exception: SecurityTokenInvalidLifetimeException } => throw TokenFaults.Expired(),
            _ => throw Refused(result.Exception?.GetType().Name ?? "it is not valid"),
        };
    }

    private JsonWebToken Read(string credential)
    {
        if (credential.Length > LongestToken || credential.AsSpan().ContainsAnyExcept(Written))
        {
            throw Refused("it is too long, or not written as tokens are");
        }

        try
        {
            var token = _handler.ReadJsonWebToken(credential);
            return !Algorithms.Contains(token.Alg, StringComparer.Ordinal) ? throw Refused("its algorithm is not admitted")
                : token.TryGetHeaderValue<object>("crit", out _) ? throw Refused("it asks for extensions that are not known") // RFC 7515, 4.1.11
                : token;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            throw Refused(failure.GetType().Name);
        }
    }

    private bool IsNow(DateTime? begins, DateTime? ends)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return ends is { } end && now < end + Skew && (begins is not { } begin || now >= begin - Skew);
    }

    private static JsonElement Payload(JsonWebToken token)
    {
        using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        return document.RootElement.Clone();
    }

    private MemoriException Refused(string why)
    {
        LogRefused(why);
        return TokenFaults.Invalid();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A token was refused: {Why}.")]
    private partial void LogRefused(string why);
}
