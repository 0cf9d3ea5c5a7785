using System.Globalization;

namespace Memori.LoadTest;

/// <summary>Whether something holds that must.</summary>
/// <param name="Holds">Whether it does.</param>
/// <param name="What">What it is, with its figures.</param>
internal sealed record Finding(bool Holds, string What)
{
    /// <summary>What must hold of the requests, of the log and of memory.</summary>
    public static IEnumerable<Finding> OfLoad(LoadOptions options, Tally tally, MemorySamples memory, IReadOnlyList<LogEntry> log)
    {
        var (all, busy, other) = (tally.Requests.Count, tally.Requests.Count(request => request.IsBusy), tally.Requests.Count(request => request.IsError));
        yield return Of(all > 0 && busy <= all / 100, $"at most 1 % of the requests were answered 503 ({busy} of {all:N0})");
        yield return Of(other == 0, $"no request failed otherwise ({other})");
        yield return Of(!log.Any(entry => entry.IsError), $"no errors in the log ({log.Count(entry => entry.IsError)})");
        if (!options.Kill && options.Time >= MemorySamples.Shortest)
        {
            var slope = memory.Slope(sample => sample.Heap);
            yield return Of(slope < MemorySamples.Flat, $"memory is flat once it is warm: what a full collection leaves grows by {slope:0.00} MB a minute, less than {MemorySamples.Flat:0} MB");
        }
    }

    private static Finding Of(bool holds, FormattableString what) => new(holds, what.ToString(CultureInfo.InvariantCulture));
}
