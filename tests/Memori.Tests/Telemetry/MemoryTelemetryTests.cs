using System.Collections.Concurrent;
using System.Diagnostics;
using Memori.Storage;
using Memori.Telemetry;

namespace Memori.Tests.Telemetry;

public sealed class MemoryTelemetryTests
{
    [Fact]
    public async Task Operations_are_spans_of_the_sources_name_with_the_session_and_nothing_of_the_content()
    {
        // Other tests remember at the same time: a session of its own.
        const string session = "session-of-the-span-test";
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Memori",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("gen_ai.conversation.id"), session))
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var engine = new MemoryEngine(new InMemoryStore(), TimeProvider.System);
        var scope = Scope.Create("ann", session);
        var kept = await engine.RememberAsync(scope, new NewMemory { Content = "Ann drinks secret tea.", Kind = MemoryKind.Fact });
        await engine.RecallAsync(scope, new() { Query = "What tea does Ann drink?" });
        await engine.UpdateAsync(scope, kept.Id, new MemoryChange { Importance = 0.9 });
        await engine.ForgetAsync(scope, kept.Id);
        await Should.ThrowAsync<MemoriException>(() => engine.RememberAsync(scope, new NewMemory { Content = "", Kind = MemoryKind.Fact }));

        spans.Select(span => (span.OperationName, span.GetTagItem("error.type"))).ShouldBe([
            ("create_memory", null), ("search_memory", null), ("update_memory", null), ("delete_memory", null), ("create_memory", "invalid-content")]);
        spans.SelectMany(span => span.TagObjects).ShouldAllBe(tag => tag.Value == null || !tag.Value.ToString()!.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_beyond_the_bound_are_other()
    {
        var names = new BoundedNames(2);
        (names["a"], names["b"], names["c"], names["a"], names[new string('x', 101)]).ShouldBe(("a", "b", "other", "a", "other"));
    }
}
