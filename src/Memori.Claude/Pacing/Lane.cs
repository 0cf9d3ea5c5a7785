using System.Net.Http.Headers;

namespace Memori.Claude.Pacing;

/// <summary>What the API allows one account of one family of models, and what of it is under way. Not thread-safe: the pacer's lock guards it.</summary>
internal sealed class Lane
{
    private RateLimit? _requests;
    private RateLimit? _tokens;
    private RateLimit? _input;
    private RateLimit? _output;
    private int _calls;
    private long _callTokens;

    public bool IsIdle => _calls == 0;

    public void Enter(long tokens)
    {
        _calls++;
        _callTokens += tokens;
    }

    public void Leave(long tokens)
    {
        _calls--;
        _callTokens -= tokens;
    }

    public void Learn(HttpResponseHeaders headers, DateTimeOffset now)
    {
        _requests = RateLimitHeaders.Read(headers, "requests", now) ?? _requests;
        _tokens = RateLimitHeaders.Read(headers, "tokens", now) ?? _tokens;
        _input = RateLimitHeaders.Read(headers, "input-tokens", now) ?? _input;
        _output = RateLimitHeaders.Read(headers, "output-tokens", now) ?? _output;
    }

    /// <summary>Whether a call with so many tokens of input would be let through now.</summary>
    public bool Allows(long tokens, DateTimeOffset now) =>
        Allows(_requests, 1, _calls, now) && Allows(_tokens, tokens, _callTokens, now) && Allows(_input, tokens, _callTokens, now) && Allows(_output, 0, 0, now);

    /// <summary>Until when nothing goes, whatever the calls under way bring; null when nothing is used up.</summary>
    public DateTimeOffset? UsedUpUntil(DateTimeOffset now) =>
        Limits().Where(limit => limit.Left(now) <= 0).Select(limit => (DateTimeOffset?)limit.Reset).Max();

    /// <summary>When the next of its limits is whole again; null when all are.</summary>
    public DateTimeOffset? NextReset(DateTimeOffset now) =>
        Limits().Where(limit => limit.Reset > now).Select(limit => (DateTimeOffset?)limit.Reset).Min();

    // What is under way may or may not be in the report already: counted against it, which errs on the side of waiting for the next report.
    // With nothing under way and something left the API is the judge: a mere estimate holds no call back for a whole minute.
    private bool Allows(RateLimit? limit, long wanted, long underway, DateTimeOffset now) =>
        limit is not { } known || (known.Left(now) > 0 && (_calls == 0 || known.Left(now) - underway >= Math.Max(wanted, 1)));

    private IEnumerable<RateLimit> Limits() =>
        new[] { _requests, _tokens, _input, _output }.OfType<RateLimit>();
}
