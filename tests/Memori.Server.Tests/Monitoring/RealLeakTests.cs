using Memori.Server.Monitoring.Leaks;

namespace Memori.Server.Tests.Monitoring;

/// <summary>This very process: with a real leak, and with as much work that leaks nothing. Alone, since others' objects are in the same heap.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class RealLeakTests
{
    private const int Looks = 40;
    private const int Piece = 4 * 1024 * 1024;

    [Fact]
    public void A_process_that_keeps_what_it_allocates_is_found_out_and_one_that_does_not_is_not()
    {
        var held = new List<byte[]>();
        var leak = Watch(_ => held.Add(new byte[Piece]));
        leak.Suspects.ShouldContain("managed-heap");
        leak.HeapMegabytesPerHour!.Value.ShouldBeInRange(200, 280);
        held.Clear();

        Watch(_ => new byte[Piece].AsSpan().Fill(1)).Suspects.ShouldNotContain("managed-heap");
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
            });
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

    /// <summary>Works and looks in turns, as if a minute went by each time; the clock is made up, the process is not.</summary>
    private static LeakReport Watch(Action<int> work)
    {
        var time = new FixedTime();
        var looks = new List<ProcessSnapshot>();
        for (var i = 0; i < Looks; i++)
        {
            work(i);
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            looks.Add(ProcessSnapshot.Take(time) with { Started = time.GetUtcNow().AddDays(-1) });
            time.Advance(TimeSpan.FromMinutes(1));
        }

        return LeakDetector.Detect(looks, thresholdMegabytes: 0);
    }
}

/// <summary>Tests that measure the process: they run after all others, one at a time.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
