using FsCheck;
using FsCheck.Fluent;
using Memori.Server.Limits;

namespace Memori.Server.Tests.Limits;

public sealed class TokenBucketsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_minutes_worth_passes_at_once_and_then_one_after_the_other()
    {
        var buckets = new TokenBuckets(4, _time);
        Enumerable.Range(0, 4).ShouldAllBe(_ => buckets.Take("a").HasToken);
        buckets.Take("a").ShouldBe(new BucketState(false, 0, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(15)));
        buckets.Take("b").HasToken.ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(14));
        buckets.Take("a").NextIn.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        buckets.Take("a").HasToken.ShouldBeTrue();
        buckets.Take("a").HasToken.ShouldBeFalse();
    }

    [Fact]
    public void No_pattern_of_asking_gets_more_than_its_rate()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var time = new ManualTime();
            var perMinute = random.Next(1, 200);
            var buckets = new TokenBuckets(perMinute, time);
            var (taken, elapsed) = (0, TimeSpan.Zero);
            for (var i = 0; i < 500; i++)
            {
                var pause = random.Next(3) == 0 ? TimeSpan.FromMilliseconds(random.Next(5_000)) : TimeSpan.Zero;
                time.Advance(pause);
                elapsed += pause;
                var state = buckets.Take("a");
                taken += state.HasToken ? 1 : 0;
                ((double)taken).ShouldBeLessThanOrEqualTo(perMinute * (1 + elapsed.TotalMinutes) * (1 + 1e-6));

                if (!state.HasToken)
                {
                    // What it is told to wait is enough, and no more than needed.
                    time.Advance(state.NextIn + TimeSpan.FromTicks(1));
                    elapsed += state.NextIn + TimeSpan.FromTicks(1);
                    buckets.Look("a").HasToken.ShouldBeTrue();
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Invented_names_take_no_more_room_than_there_is()
    {
        var buckets = new TokenBuckets(2, _time, capacity: 100);
        for (var i = 0; i < 10_000; i++)
        {
            buckets.Take($"invented {i}");
        }

        buckets.Count.ShouldBeLessThanOrEqualTo(101);

        // Those who were there keep their own; the others share one that is empty.
        buckets.Take("invented 1").HasToken.ShouldBeTrue();
        buckets.Take("late").HasToken.ShouldBeFalse();

        // Full again, they are forgotten.
        _time.Advance(TimeSpan.FromMinutes(1));
        Enumerable.Range(0, 2).ShouldAllBe(_ => buckets.Take("late").HasToken);
        buckets.Count.ShouldBe(1);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
