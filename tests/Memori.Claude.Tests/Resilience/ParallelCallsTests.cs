using Memori.Claude.Emulator.Replies;
using Memori.Claude.Resilience;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Resilience;

public sealed class ParallelCallsTests
{
    [Fact]
    public async Task Each_of_many_calls_gets_its_own_answer_failure_and_usage()
    {
        await using var claude = await ClaudeFixture.StartAsync(options =>
        {
            options.MaxRetries = 0;
            options.BreakerMinimumCalls = 10_000;
        });
        claude.Emulator.Respond(request => int.Parse(request.LastText, System.Globalization.CultureInfo.InvariantCulture) switch
        {
            var n when n % 7 == 0 => Reply.Fault(529),
            var n when n % 5 == 0 => Reply.Text($"answer {n}").CutAfter(4),
            var n => Reply.Text($"answer {n}") with { Usage = new EmulatedUsage { Input = n } },
        });

        await Parallel.ForEachAsync(Enumerable.Range(1, 200), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = TestContext.Current.CancellationToken }, async (n, _) =>
        {
            Task<ChatResponse> Call() => n % 2 == 0 ? claude.StreamAsync($"{n}") : claude.AskAsync($"{n}");
            if (n % 7 == 0)
            {
                await Should.ThrowAsync<ClaudeOverloadedException>(Call());
            }
            else if (n % 5 == 0)
            {
                await Should.ThrowAsync<ClaudeUpstreamException>(Call());
            }
            else
            {
                var response = await Call();
                response.Text.ShouldBe($"answer {n}");
                UsageCounts.FromUsage(response.Usage).InputTokens.ShouldBe(n);
            }
        });
        claude.Emulator.Requests.Count.ShouldBe(200);
    }
}
