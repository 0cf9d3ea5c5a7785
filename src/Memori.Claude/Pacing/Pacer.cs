using System.Net;
using Memori.Claude.Resilience;

namespace Memori.Claude.Pacing;

/// <summary>
/// Holds calls back that the API would refuse (the guide's pitfall 7): by the rate limits of its headers, for each credential and family of models; after a 429
/// for all of the credential until <c>retry-after</c>; and by <see cref="ClaudeOptions.RequestsPerMinute"/>. Waiting calls take turns by user. Thread-safe.
/// </summary>
internal sealed class Pacer(ClaudeOptions options, TimeProvider time) : IDisposable
{
    // Credentials come from callers of the proxy: beyond this many, those without calls and holds are forgotten.
    private const int ManyAccounts = 1_024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PacedAccount> _accounts = new(StringComparer.Ordinal);
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How many credentials are known.</summary>
    internal int Accounts
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Count;
            }
        }
    }

    /// <summary>Until when calls are held back, or null.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Values.Select(account => account.PacedUntil(time.GetUtcNow())).Max();
            }
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <exception cref="ClaudeRateLimitException">There is none within <see cref="ClaudeOptions.MaxPacingWait"/>, or too many wait.</exception>
    public ValueTask<Turn> EnterAsync(CallTerms terms, CancellationToken cancellationToken)
    {
        PacedAccount account;
        Waiter waiter;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            account = AccountOf(terms.Account, now);
            var lane = account.LaneOf(terms.Model);
            if (!account.IsQueued(lane) && account.Allows(lane, terms.InputTokens, now))
            {
                return ValueTask.FromResult(Admit(account, lane, terms.InputTokens, now));
            }

            if (account.BlockedUntil(lane, now) - now is { } wait && wait > options.MaxPacingWait)
            {
                throw ClaudeFaults.NoTurn(wait);
            }

            MakeRoom(terms.User);
            waiter = account.Enqueue(terms.User, lane, terms.InputTokens);
            _waiting++;
            SetAlarm(account, now);
        }

        return WaitAsync(account, waiter, cancellationToken);
    }

    public void Report(Turn turn, HttpResponseMessage response, bool ends)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            turn.Lane.Learn(response.Headers, now);
            if (response.StatusCode == HttpStatusCode.TooManyRequests && ApiError.ReadRetryAfter(response.Headers, now) is { } wait)
            {
                turn.Account.Hold(now + wait);
            }

            if (ends)
            {
                turn.Lane.Leave(turn.Tokens);
            }

            Release(turn.Account);
        }
    }

    public void Leave(Turn turn)
    {
        lock (_lock)
        {
            turn.Lane.Leave(turn.Tokens);
            Release(turn.Account);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var account in _accounts.Values)
            {
                account.Dispose();
            }
        }
    }

    private async ValueTask<Turn> WaitAsync(PacedAccount account, Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.WaitAsync(options.MaxPacingWait, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is TimeoutException or OperationCanceledException)
        {
            Withdraw(account, waiter);
            if (cause is OperationCanceledException)
            {
                throw;
            }

            TimeSpan? wait;
            lock (_lock)
            {
                wait = account.BlockedUntil(waiter.Lane, time.GetUtcNow()) - time.GetUtcNow();
            }

            throw ClaudeFaults.NoTurn(wait ?? options.MaxPacingWait);
        }
    }

    // It may have got its turn, or been turned away, in the very moment in which it gave up.
    private void Withdraw(PacedAccount account, Waiter waiter)
    {
        lock (_lock)
        {
            if (!waiter.Turn.IsCompleted)
            {
                account.Remove(waiter);
                _waiting--;
                Release(account);
                return;
            }
        }

        if (waiter.Turn.IsCompletedSuccessfully)
        {
            waiter.Turn.Result.Dispose();
        }
    }

    private Turn Admit(PacedAccount account, Lane lane, long tokens, DateTimeOffset now)
    {
        account.Enter(lane, tokens, now);
        return new Turn(this, account, lane, tokens);
    }

    private void Release(PacedAccount account)
    {
        if (!account.IsWaitedFor)
        {
            return;
        }

        var now = time.GetUtcNow();
        while (account.Next(now) is { } waiter)
        {
            _waiting--;
            waiter.Go(Admit(account, waiter.Lane, waiter.Tokens, now));
        }

        SetAlarm(account, now);
    }

    private void SetAlarm(PacedAccount account, DateTimeOffset now)
    {
        if (account.IsWaitedFor && account.NextChange(now) is { } change)
        {
            account.Alarm ??= time.CreateTimer(_ => Wake(account), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            account.Alarm.Change(change - now, Timeout.InfiniteTimeSpan);
        }
    }

    private void Wake(PacedAccount account)
    {
        lock (_lock)
        {
            Release(account);
        }
    }

    // Whoever fills the queue gives way to those who ask little.
    private void MakeRoom(string user)
    {
        if (_waiting < options.MaxPacingQueue)
        {
            return;
        }

        var (crowded, longest) = _accounts.Values.Select(account => (Account: account, Longest: account.Longest())).MaxBy(pair => pair.Longest?.Count);
        if (longest is not { } most || most.User == user || most.Count <= crowded.CountOf(user) + 1)
        {
            throw ClaudeFaults.NoTurn(options.MaxPacingWait);
        }

        crowded.Remove(most.Last);
        _waiting--;
        most.Last.GiveUp(ClaudeFaults.NoTurn(options.MaxPacingWait));
    }

    private PacedAccount AccountOf(string name, DateTimeOffset now)
    {
        if (_accounts.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_accounts.Count >= ManyAccounts)
        {
            foreach (var (idle, account) in _accounts.Where(pair => pair.Value.IsForgettable(now)).ToList())
            {
                account.Dispose();
                _accounts.Remove(idle);
            }
        }

        return _accounts[name] = new PacedAccount(options.RequestsPerMinute);
    }
}
