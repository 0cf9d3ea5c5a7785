using Memori.Text;

namespace Memori.Claude.Resilience;

/// <summary>The base of every failure of a call to Claude. Its text may be shown to callers; the API's own message is in the inner exception, for the log.</summary>
public class ClaudeException : MemoriException
{
    /// <summary>Creates a failure.</summary>
    public ClaudeException(FaultKind kind, string code, LocalizedText text, Exception? innerException = null)
        : base(kind, code, text, innerException)
    {
    }

    /// <summary>The status of the response, or null when there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>The API's id of the request, or null.</summary>
    public string? RequestId { get; private set; }

    /// <summary>How long the API asks to wait, or null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient { get; private set; }

    /// <summary>Whether the failure speaks against the API's health: counted by the circuit breaker.</summary>
    internal bool IsOutage { get; private set; }

    /// <summary>Whether it was tried as often as the options allow: whoever asks again at once multiplies the attempts.</summary>
    public bool RetriesUsedUp { get; internal set; }

    /// <summary>Whether we made it without asking the API (circuit open, no turn in time): not tried again here.</summary>
    internal bool IsOurs { get; private set; }

    /// <summary>Whether nothing was paid for, if no answer had begun: refused by the API, or never sent.</summary>
    internal bool IsFree { get; private set; }

    internal ClaudeException Free(bool ours)
    {
        IsFree = true;
        IsOurs = ours;
        return this;
    }

    internal ClaudeException Transient(bool outage, TimeSpan? retryAfter = null)
    {
        IsTransient = true;
        IsOutage = outage;
        RetryAfter = retryAfter;
        return this;
    }

    internal ClaudeException From(ApiError error)
    {
        Status = error.Status;
        RequestId = error.RequestId;
        RetryAfter = error.RetryAfter;
        IsFree = error.Status is not null || error.Type is not null;
        IsTransient = !error.IsSpendCap && (error.ShouldRetry ?? IsTransient);
        return this;
    }
}

/// <summary>The key is missing, wrong, or not allowed to do this (401, 403).</summary>
public sealed class ClaudeAuthenticationException(string code, LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Backend, code, text, innerException);

/// <summary>The API did not accept the request as we made it (400, 404, 413 and the like): not a mistake of whoever asked us.</summary>
public sealed class ClaudeRequestException(string code, LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Backend, code, text, innerException);

/// <summary>Too many requests or tokens for now (429).</summary>
public sealed class ClaudeRateLimitException(LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Unavailable, "claude-rate-limit", text, innerException);

/// <summary>The account may not spend more (402, or 429 with a spend cap).</summary>
public sealed class ClaudeSpendLimitException(string code, LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Budget, code, text, innerException);

/// <summary>The API is overloaded or our circuit breaker is open (529, 503).</summary>
public sealed class ClaudeOverloadedException(string code, LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Unavailable, code, text, innerException);

/// <summary>The API failed, could not be reached, or answered in a form that can't be read.</summary>
public sealed class ClaudeUpstreamException(string code, LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Backend, code, text, innerException);

/// <summary>It took longer than allowed (504, or our own time-outs).</summary>
public sealed class ClaudeTimeoutException(string code, LocalizedText text, Exception? innerException = null)
    : ClaudeException(FaultKind.Timeout, code, text, innerException);
