using Memori.Server.Monitoring.Leaks;

namespace Memori.Server.Tests.Monitoring;

/// <summary>
/// This very process: with a real leak, and with as much work that leaks nothing. Alone, since others' objects are in the same heap; and for longer than one leak needs, since
/// what the tests before have left behind may be given back meanwhile.
/// </summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class RealLeakTests
{
    private const int Looks = 40;
    private const int MostLooks = 5 * Looks;
    private const int Piece = 4 * 1024 * 1024;

    [Fact]
    public void A_process_that_keeps_what_it_allocates_is_found_out_and_one_that_does_not_is_not()
    {
        var held = new List<byte[]>();
        var leak = Watch(_ => held.Add(new byte[Piece]), report => report.Suspects.Contains("managed-heap") && IsTheRate(report));
        leak.Suspects.ShouldContain("managed-heap");
        IsTheRate(leak).ShouldBeTrue($"{leak.HeapMegabytesPerHour} MiB an hour");
        held.Clear();

        Watch(_ => new byte[Piece].AsSpan().Fill(1), _ => true).Suspects.ShouldNotContain("managed-heap");
    }

    [Fact]
    public void Handles_and_threads_that_nobody_gives_back_are_found_out()
    {
        var files = new List<FileStream>();
        using var end = new ManualResetEventSlim();
        var threads = new List<Thread>();
        try
        {
            var report = Watch(_ =>
            {
                files.AddRange(Enumerable.Range(0, 10).Select(_ => File.OpenRead(typeof(RealLeakTests).Assembly.Location)));
                var thread = new Thread(end.Wait, 64 * 1024) { IsBackground = true };
                thread.Start();
                threads.Add(thread);
            }, report => report.Suspects.Contains("handles") && report.Suspects.Contains("threads"));
            report.Suspects.ShouldContain("handles");
            report.Suspects.ShouldContain("threads");
        }
        finally
        {
            end.Set();
            files.ForEach(file => file.Dispose());
            threads.ForEach(thread => thread.Join());
        }
    }

    // Four MiB a minute.
    private static bool IsTheRate(LeakReport report) => report.HeapMegabytesPerHour is >= 200 and <= 280;

    /// <summary>
    /// Works and looks in turns, as if a minute went by each time, and judges the last forty looks: until the report is as expected, or two hundred times. The clock is made up,
    /// the process is not.
    /// </summary>
    private static LeakReport Watch(Action<int> work, Func<LeakReport, bool> isExpected)
    {
        var time = new FixedTime();
        var looks = new List<ProcessSnapshot>();
        for (var i = 0; ; i++)
        {
            work(i);
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            looks.Add(ProcessSnapshot.Take(time) with { Started = time.GetUtcNow().AddDays(-1) });
            time.Advance(TimeSpan.FromMinutes(1));
            if (looks.Count >= Looks)
            {
                var report = LeakDetector.Detect(looks.TakeLast(Looks), thresholdMegabytes: 0);
                if (isExpected(report) || looks.Count == MostLooks)
                {
                    return report;
                }
            }
        }
    }
}

/// <summary>Tests that measure the process: they run after all others, one at a time.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
