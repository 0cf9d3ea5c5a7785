using Memori.Measuring;
using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Measuring;

public sealed class RequestMeasureTests
{
    private readonly Clock _time = new();

    [Fact]
    public void Times_that_overlap_count_once()
    {
        var measure = new RequestMeasure(_time);
        using (RequestMeasure.Use(measure))
        {
            using (var outer = RequestMeasure.BeginRecall())
            {
                _time.Advance(2);
                using (var inner = RequestMeasure.BeginRecall())
                {
                    _time.Advance(3);
                    inner.Found(4);
                }

                outer.Found(1);
            }

            _time.Advance(50);
            using var last = RequestMeasure.BeginRecall();
            _time.Advance(1);
        }

        (measure.RecallTime.TotalSeconds, measure.MemoriesRetrieved).ShouldBe((6, 5));
        RequestMeasure.Current.ShouldBeNull();
    }

    [Fact]
    public void A_measure_is_whole_once_when_all_that_was_begun_has_ended()
    {
        var measure = new RequestMeasure(_time);
        var whole = 0;
        measure.Hold();
        measure.Admitted("a");
        _time.Advance(1);
        measure.Admitted("b");
        measure.Complete(_ => whole++);
        measure.Answered("a");
        measure.Settled("a", new() { InputTokens = 3 });
        measure.Settled("a", new() { InputTokens = 3 });
        _time.Advance(1);
        measure.Answered("b");
        measure.Settled("b", new() { OutputTokens = 4 });
        whole.ShouldBe(0);
        measure.Release();
        measure.AddCreated(1);

        (whole, measure.Usage.TotalTokens, measure.CallTime.TotalSeconds).ShouldBe((1, 7, 2));
    }

    [Fact]
    public async Task Recall_and_writing_add_to_whoever_measures()
    {
        using var engine = new MemoryEngine(new InMemoryStore(_time), _time);
        var scope = Scope.Create("ann", "s1");
        var measure = new RequestMeasure(_time);
        using (RequestMeasure.Use(measure))
        {
            await engine.RememberAsync(scope, new NewMemory { Content = "The fiscal year begins in April", Kind = MemoryKind.Fact });
            await engine.RememberAsync(scope, new NewMemory { Content = "The fiscal year begins in April", Kind = MemoryKind.Fact });
            await engine.RecallAsync(scope, new RecallRequest { Query = "fiscal year" });
        }

        await engine.RememberAsync(scope, new NewMemory { Content = "Nobody counts this one", Kind = MemoryKind.Fact });
        (measure.MemoriesCreated, measure.MemoriesRetrieved).ShouldBe((1, 1), "the second one merges into the first");
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(int seconds) => _now += TimeSpan.FromSeconds(seconds);
    }
}
