using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Telemetry;

namespace Memori.Jobs;

/// <summary>What runs of jobs are measured by, in the meter <c>Memori.Jobs</c>, and their spans.</summary>
internal static class JobMetrics
{
    private static readonly ActivitySource Source = new("Memori.Jobs");

    private static readonly Meter Meter = new("Memori.Jobs");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "memori.job.duration", "s", "Time of runs of jobs, by memori.job.queue and, for those that failed, error.type", advice: Buckets.Seconds);

    public static Activity? Start(string queue) => Source.HasListeners() ? Source.StartActivity($"job {queue}", ActivityKind.Consumer) : null;

    public static void Ran(Activity? span, string queue, TimeSpan time, Exception? failure)
    {
        var tags = new TagList { { "memori.job.queue", queue } };
        if (failure is not null)
        {
            span.Fail(failure);
            tags.Add(Spans.ErrorType, Spans.TypeOf(failure));
        }

        Duration.Record(time.TotalSeconds, tags);
    }
}
