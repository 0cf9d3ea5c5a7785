using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Audit;

/// <summary>
/// Who was turned away at the gate. The first of a minute is an entry at once, those like it are counted, and their number is an entry when the minute is over:
/// so that whoever tries keys by the thousand does not fill the disk. Thread-safe.
/// </summary>
internal sealed class AccessRefusals(AuditQueue queue, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>The kind of the entries.</summary>
    public const string Kind = "access-refused";

    // More different ones in a minute are counted together.
    private const int MostApart = 100;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Code, AuditActor Actor, string Address), int> _counts = [];
    private ITimer? _timer;

    /// <summary>Somebody who proved nothing.</summary>
    public static AuditActor Nobody { get; } = new("anonymous");

    /// <summary>Notes a refusal.</summary>
    /// <param name="code">The code of the refusal.</param>
    /// <param name="actor">Who, as far as it was proven.</param>
    /// <param name="address">From which address.</param>
    public void Note(string code, AuditActor actor, string address)
    {
        var key = (code, actor, address);
        lock (_lock)
        {
            key = _counts.Count < MostApart || _counts.ContainsKey(key) ? key : (code, Nobody, "");
            if (_counts.TryGetValue(key, out var count))
            {
                _counts[key] = count + 1;
                return;
            }

            _counts[key] = 0;
            _timer ??= time.CreateTimer(static refusals => ((AccessRefusals)refusals!).Close(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_counts.Count == 1)
            {
                _timer.Change(Window, Timeout.InfiniteTimeSpan);
            }
        }

        queue.Add(Entry(key, 1));
    }

    /// <summary>Ends the minute: what was counted becomes entries.</summary>
    public void Close()
    {
        List<KeyValuePair<(string Code, AuditActor Actor, string Address), int>> counted;
        lock (_lock)
        {
            counted = [.. _counts.Where(one => one.Value > 0)];
            _counts.Clear();
        }

        foreach (var (key, count) in counted)
        {
            queue.Add(Entry(key, count));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Close();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private static NewAuditEntry Entry((string Code, AuditActor Actor, string Address) of, int count) => new()
    {
        Kind = Kind,
        Outcome = AuditOutcome.Refused,
        Code = of.Code,
        Actor = of.Actor,
        Details = new JsonObject { ["address"] = of.Address, ["count"] = count },
    };
}
