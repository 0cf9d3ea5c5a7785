using System.Diagnostics.Metrics;

namespace Memori.Telemetry;

/// <summary>The boundaries of histograms.</summary>
public static class Buckets
{
    /// <summary>Seconds of model calls, as the OpenTelemetry GenAI conventions have them.</summary>
    public static InstrumentAdvice<double> ModelSeconds { get; } = Of([0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]);

    /// <summary>Tokens of model calls, as the OpenTelemetry GenAI conventions have them.</summary>
    public static InstrumentAdvice<long> Tokens { get; } = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
    };

    /// <summary>Seconds of database calls, as the OpenTelemetry database conventions have them.</summary>
    public static InstrumentAdvice<double> DatabaseSeconds { get; } = Of([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]);

    /// <summary>Seconds of what takes from a fraction of a millisecond to a minute: recall, questions, jobs, waits.</summary>
    public static InstrumentAdvice<double> Seconds { get; } =
        Of([0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]);

    private static InstrumentAdvice<double> Of(double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
