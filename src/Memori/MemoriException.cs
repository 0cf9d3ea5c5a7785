using Memori.Text;

namespace Memori;

/// <summary>What went wrong, by whose side: decides the exit code of a command and the status of a response.</summary>
public enum FaultKind
{
    /// <summary>The caller's request can't be served as it is (exit 2, HTTP 400).</summary>
    BadRequest,

    /// <summary>The thing asked for does not exist, or is not the caller's (exit 1, HTTP 404).</summary>
    NotFound,

    /// <summary>The request does not say who asks (exit 1, HTTP 401).</summary>
    Unauthenticated,

    /// <summary>The caller is not who the request says (exit 1, HTTP 403).</summary>
    Forbidden,

    /// <summary>The thing was changed since the caller read it (exit 1, HTTP 412).</summary>
    Outdated,

    /// <summary>The guard refused a statement (exit 3, HTTP 422).</summary>
    Refused,

    /// <summary>A budget or limit is used up (exit 4, HTTP 429).</summary>
    Budget,

    /// <summary>A database, model or disk that we depend on failed (exit 1, HTTP 502).</summary>
    Backend,

    /// <summary>Too busy or not ready; the same request may succeed later (exit 1, HTTP 503).</summary>
    Unavailable,

    /// <summary>It took longer than allowed (exit 1, HTTP 504).</summary>
    Timeout,

    /// <summary>The disk that keeps the state is full: reading goes on, nothing more can be kept (exit 1, HTTP 507).</summary>
    Full,

    /// <summary>What was sent is larger than allowed.</summary>
    TooLarge,

    /// <summary>It is under way already (exit 1, HTTP 409).</summary>
    Conflict,

    /// <summary>The caller asks more often than it may.</summary>
    TooOften,
}

/// <summary>The base of every failure that the system explains to a person. Its text may be shown to callers.</summary>
public class MemoriException : Exception
{
    /// <summary>Creates a failure.</summary>
    /// <param name="kind">Whose side, what class.</param>
    /// <param name="code">A stable machine-readable code in kebab case, for example <c>datasource-not-found</c>.</param>
    /// <param name="text">What was wrong and what to do, in both languages; never a secret or a forbidden value.</param>
    /// <param name="innerException">The cause, for the log only.</param>
    public MemoriException(FaultKind kind, string code, LocalizedText text, Exception? innerException = null)
        : base(text.English, innerException)
    {
        Kind = kind;
        Code = code;
        Text = text;
    }

    /// <summary>Whose side, what class.</summary>
    public FaultKind Kind { get; }

    /// <summary>The stable machine-readable code.</summary>
    public string Code { get; }

    /// <summary>What was wrong and what to do.</summary>
    public LocalizedText Text { get; }
}
