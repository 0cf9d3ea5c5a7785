using System.Globalization;

namespace Memori.LoadTest;

/// <summary>How large the service is, every few seconds: what it occupies, and what its last collection of garbage left.</summary>
internal sealed class MemorySamples(ServiceProcess service, HttpClient client)
{
    private const string HeapMetric = "dotnet_gc_last_collection_heap_size_bytes";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly List<(double Minutes, double Resident, double Heap)> _samples = [];

    public IReadOnlyList<(double Minutes, double Resident, double Heap)> All => _samples;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var metrics = await client.GetStringAsync("/metrics", CancellationToken.None);
                var heap = metrics.Split('\n').Where(line => line.StartsWith(HeapMetric, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
                _samples.Add((System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMinutes, service.ResidentMegabytes, heap / 1024 / 1024));
            }
            catch (Exception failure) when (failure is HttpRequestException or InvalidOperationException or IOException)
            {
                // It is being started again.
            }
        }
    }

    /// <summary>How fast it grows after the first third, in MB a minute: the median of the slopes between all pairs (Theil–Sen), which single jumps don't move.</summary>
    public double Slope(Func<(double Minutes, double Resident, double Heap), double> of)
    {
        var settled = _samples.Skip(_samples.Count / 3).ToList();
        var slopes = settled.SelectMany((a, i) => settled.Skip(i + 1).Select(b => (of(b) - of(a)) / (b.Minutes - a.Minutes))).Order().ToList();
        return slopes.Count == 0 ? 0 : slopes[slopes.Count / 2];
    }
}
