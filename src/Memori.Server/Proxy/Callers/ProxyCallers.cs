using Memori.Injection;
using Memori.Ledger;
using Memori.Measuring;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Configuration;
using Memori.Text;
using Microsoft.Extensions.Primitives;

namespace Memori.Server.Proxy.Callers;

/// <summary>Finds out who calls, from the key, the headers and the body's metadata, in that order. Thread-safe.</summary>
internal sealed class ProxyCallers(MemoriSettings settings, ProxySecret secret)
{
    /// <summary>Whose memories are used when nobody is named: the user of the command line.</summary>
    public const string DefaultUser = "local";

    private const string MemoryHeader = "X-Memori-Memory";
    private const string NamespaceHeader = "X-Memori-Namespace";

    /// <summary>Whether callers bring their own key of the API, which is passed on; else the service's goes in its place.</summary>
    public bool PassCredentials => settings.CallersBringKeys;

    /// <summary>Which memories a request asks for and is allowed: what the key, the service and the header say, in that order of strength.</summary>
    /// <exception cref="MemoriException"><c>invalid-memory-mode</c>.</exception>
    public InjectionMode MemoryOf(HttpRequest request)
    {
        var key = AccessGate.IdentityOf(request)?.Memory;
        var allowed = key == false ? InjectionMode.None : settings.InjectionMode;
        var usual = (key ?? settings.ProxyMemory) ? allowed : InjectionMode.None;
        return request.Headers[MemoryHeader].ToString().ToLowerInvariant() switch
        {
            "" => usual,
            "on" => allowed,
            "off" => InjectionMode.None,
            "conscious" => allowed & InjectionMode.Conscious,
            "auto" => allowed & InjectionMode.Auto,
            _ => throw new MemoriException(FaultKind.BadRequest, "invalid-memory-mode", new LocalizedText(
                $"{MemoryHeader} must be on, off, conscious or auto.", $"{MemoryHeader} 必须是 on、off、conscious 或 auto。")),
        };
    }

    /// <summary>Who calls.</summary>
    /// <param name="request">The request.</param>
    /// <param name="metadataUser">What the body names in <c>metadata.user_id</c>.</param>
    /// <param name="memory">What <see cref="MemoryOf"/> said.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>identity-conflict</c> (403).</exception>
    public async ValueTask<ProxyCaller> FindAsync(HttpRequest request, string? metadataUser, InjectionMode memory, CancellationToken cancellationToken)
    {
        var key = AccessGate.IdentityOf(request);
        var metadata = MetadataUser.Read(metadataUser);
        var own = PassCredentials && CredentialOf(request) is { } credential ? await secret.NameAsync(credential, cancellationToken) : null;

        // What the body names is a hint for those who name nobody else, never a claim: clients write their own ids into it.
        var session = One(request.Headers[CallerIdentity.SessionHeader]) ?? metadata.SessionId;
        var named = Named(request, key) ?? metadata.UserId ?? own;

        // An application that names nobody has nobody's memories; the person at the machine is meant only where no key is needed.
        var user = named ?? (key is null ? DefaultUser : key.Id);
        var scope = named is null && key is not null ? null : ScopeOf(user, session, One(request.Headers[NamespaceHeader]));

        // Who pays does not hang on the session or the namespace: else a header that can't be read would be a way to spend another's budget.
        var payer = scope ?? ScopeOf(user, null, null);
        RequestMeasure.Current?.Attribute(payer?.UserId ?? Payer.Unattributed.UserId, scope?.SessionId);
        return new ProxyCaller
        {
            Scope = scope,
            Payer = new Payer
            {
                UserId = payer?.UserId ?? Payer.Unattributed.UserId,
                KeyId = key?.Id ?? own,
                SessionId = scope?.SessionId,
                Operation = "proxy",
            },
            Account = own ?? "",
            Memory = scope is null ? InjectionMode.None : memory,
        };
    }

    private static string? Named(HttpRequest request, Identity? identity)
    {
        var named = One(request.Headers[CallerIdentity.UserHeader]);
        return identity is null ? named : identity.SpeaksFor(named);
    }

    /// <summary>The credential of the API that the client sent, in either of the headers that the API takes; a key of ours is none.</summary>
    private static string? CredentialOf(HttpRequest request) => Foreign(One(request.Headers["x-api-key"])) ?? Foreign(KeySecret.OfBearer(One(request.Headers.Authorization)));

    private static string? Foreign(string? credential) => KeySecret.IsOurs(credential) ? null : credential;

    private static string? One(StringValues values)
    {
        if (values.Count <= 1)
        {
            return values.Count == 0 || values[0] is null or "" ? null : values[0];
        }

        var given = values.Where(value => !string.IsNullOrEmpty(value)).Distinct(StringComparer.Ordinal).ToArray();
        return given.Length <= 1 ? given.FirstOrDefault() : throw new MemoriException(FaultKind.Forbidden, "identity-conflict", new LocalizedText(
            "A header that says who calls is there twice, and differs.", "标识调用者的请求头出现多次且不一致。"));
    }

    // What can't be anybody's id has no memories; the call goes on without.
    private static Scope? ScopeOf(string user, string? session, string? @namespace)
    {
        try
        {
            return Scope.Create(user, session, @namespace);
        }
        catch (MemoriException)
        {
            return null;
        }
    }
}
