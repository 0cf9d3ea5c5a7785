using FsCheck;
using FsCheck.Fluent;
using Memori.Server.Monitoring.Leaks;
using Memori.Text;

namespace Memori.Server.Tests.Monitoring;

/// <summary>Made-up looks at a process, one a minute.</summary>
public sealed class LeakDetectorTests
{
    private const long Mebi = 1024 * 1024;

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Detect_WithFewerThanTenLooks_SaysSoAsTheGuideDoes()
    {
        var document = LeakDocument.From(LeakDetector.Detect(Looks(9, i => 2000 + (100 * i)), 1000), Language.English);

        (document.LeakDetected, document.Reason, document.Recommendation).ShouldBe((false, "Insufficient data points", null));
    }

    [Theory]
    [InlineData(2000, 50, 1000, true)] // grows by 22 %
    [InlineData(2000, 40, 1000, false)] // by 18 % only
    [InlineData(2000, 50, 3000, false)] // below the threshold
    public void Detect_ByTheGuidesRule_NeedsGrowthAndSize(int first, int step, int threshold, bool leaks)
    {
        var report = LeakDetector.Detect(Looks(10, i => first + (step * i)), threshold);
        var document = LeakDocument.From(report, Language.English);

        (report.LeakDetected, report.IsIncreasing, report.GrowthRate).ShouldBe((leaks, true, 9.0 * step / first));
        document.CurrentMemoryMb.ShouldBe(first + (9 * step));
        document.Recommendation.ShouldBe(leaks ? "Consider clearing old sessions or restarting the service" : "Memory usage is normal");
    }

    [Fact]
    public void Detect_WhenMemoryShrankOnce_IsSilent() =>
        LeakDetector.Detect(Looks(10, i => i == 5 ? 1900 : 2000 + (100 * i)), 1000).LeakDetected.ShouldBeFalse();

    [Fact]
    public void Detect_OfTheFirstMinutes_IsSilent() =>
        LeakDetector.Detect(Looks(10, i => 1000 + (300 * i), started: Start), 1000).ShouldSatisfyAllConditions(
            report => report.LeakDetected.ShouldBeFalse(), report => report.Latest.ShouldBeNull());

    [Fact]
    public void Detect_OfOneJump_IsSilent() => LeakDetector.Detect(Looks(60, i => i < 55 ? 1500 : 2500), 1000).LeakDetected.ShouldBeFalse();

    /// <summary>A leak is found however noisy it is, and named.</summary>
    [Fact]
    public void Detect_OfASteadyLeakUnderNoise_FindsIt() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Noise().ToArbitrary(), noise =>
        {
            // 2 MiB, a handle and half a thread a minute, in noise of a tenth of what they add up to.
            var report = LeakDetector.Detect(
                Looks(100, _ => 1500, i => 300 + (2 * i) + (20 * noise[i]), i => 200 + i + (int)(10 * noise[i]), i => 40 + (i / 2) + (int)(5 * noise[i])), 1000);
            report.Suspects.ShouldBe(["managed-heap", "handles", "threads"]);
            report.HeapMegabytesPerHour!.Value.ShouldBeInRange(100, 140);
        }));

    /// <summary>A healthy process is never suspected: noise, garbage that is collected now and then, a warm-up that flattens, one jump.</summary>
    [Fact]
    public void Detect_OfAHealthySoak_IsSilent() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll(
            (from noise in Noise() from shape in Gen.Choose(0, 3) from size in Gen.Choose(50, 2000) from when in Gen.Choose(5, 95) select (noise, shape, size, when)).ToArbitrary(),
            soak =>
            {
                double At(int i) => 1200 + (20 * soak.noise[i]) + (soak.shape switch
                {
                    0 => 0,
                    1 => soak.size * (i % (3 + (soak.when / 4))) / 30.0,
                    2 => soak.size * (1 - Math.Exp(-i / 12.0)),
                    _ => i < soak.when ? 0 : soak.size,
                });
                var report = LeakDetector.Detect(Looks(100, At, At, i => (int)At(i), i => (int)At(i)), 1000);
                report.Suspects.ShouldBeEmpty($"{soak.shape} {soak.size} {soak.when}");
            }));

    private static Gen<double[]> Noise() => Gen.Choose(-1000, 1000).Select(n => n / 1000.0).ArrayOf(100);

    private static IEnumerable<ProcessSnapshot> Looks(
        int count, Func<int, double> resident, Func<int, double>? heap = null, Func<int, int>? handles = null, Func<int, int>? threads = null, DateTimeOffset? started = null) =>
        Enumerable.Range(0, count).Select(i => new ProcessSnapshot
        {
            Timestamp = Start.AddMinutes(i),
            Started = started ?? Start.AddHours(-1),
            ResidentBytes = (long)(resident(i) * Mebi),
            HeapBytes = (long)((heap?.Invoke(i) ?? 100) * Mebi),
            Handles = handles?.Invoke(i) ?? 200,
            Threads = threads?.Invoke(i) ?? 40,
        });
}
