namespace Memori.Server.Monitoring.Requests;

/// <summary>
/// Times in buckets whose bounds grow by a constant factor, so that a percentile is off by <see cref="RelativeError"/> at most, and histograms of parts add up to that of the whole:
/// DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch", VLDB 2019). Not thread-safe.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>How far a percentile may be from the true one, as a share of it; below a microsecond, one microsecond.</summary>
    public const double RelativeError = 0.02;

    private const byte Format = 1;
    private const double Growth = (1 + RelativeError) / (1 - RelativeError);

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly SortedDictionary<int, long> _counts = [];

    /// <summary>How many times are in it.</summary>
    public long Count { get; private set; }

    /// <summary>What <see cref="ToBytes"/> made.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static LatencyHistogram Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Format)
        {
            throw new InvalidDataException("Not a histogram of latencies.");
        }

        var read = new LatencyHistogram();
        bytes = bytes[1..];
        var bucket = 0;
        while (bytes.Length > 0)
        {
            bucket += (int)Number(ref bytes);
            read.AddBucket(bucket, (long)Number(ref bytes));
        }

        return read;
    }

    /// <summary>Adds one time, in microseconds.</summary>
    public void Add(long microseconds) => AddBucket(microseconds <= 1 ? 0 : (int)Math.Ceiling(Math.Log(microseconds) / LogGrowth), 1);

    /// <summary>Adds another's times.</summary>
    public void Add(LatencyHistogram other)
    {
        foreach (var (bucket, count) in other._counts)
        {
            AddBucket(bucket, count);
        }
    }

    /// <summary>The time, in microseconds, that <paramref name="share"/> of all are at most: the one at index ⌊n·share⌋ of the sorted times, as the guide counts; 0 when there are none.</summary>
    public double Percentile(double share)
    {
        var rank = Math.Min((long)(Count * share), Count - 1);
        foreach (var (bucket, count) in _counts)
        {
            rank -= count;
            if (rank < 0)
            {
                return bucket == 0 ? 1 : 2 * Math.Pow(Growth, bucket) / (Growth + 1);
            }
        }

        return 0;
    }

    /// <summary>As bytes: distances between buckets and their counts, in seven bits each.</summary>
    public byte[] ToBytes()
    {
        List<byte> bytes = [Format];
        var last = 0;
        foreach (var (bucket, count) in _counts)
        {
            Write(bytes, (ulong)(bucket - last));
            Write(bytes, (ulong)count);
            last = bucket;
        }

        return [.. bytes];
    }

    private void AddBucket(int bucket, long count)
    {
        _counts[bucket] = _counts.GetValueOrDefault(bucket) + count;
        Count += count;
    }

    private static void Write(List<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        bytes.Add((byte)number);
    }

    private static ulong Number(ref ReadOnlySpan<byte> bytes)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (bytes.Length == 0 || shift > 63)
            {
                throw new InvalidDataException("A histogram of latencies is cut.");
            }

            var next = bytes[0];
            bytes = bytes[1..];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
    }
}
