using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Memori.LoadTest;

/// <summary>What must hold when the load is over.</summary>
internal sealed class Verification(ServiceProcess service, HttpClient client, Tally tally, LoadOptions options)
{
    /// <summary>How long calls that were cut off may stay reserved: the longest that a call may take, a minute more, and the round that settles it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(12);

    private readonly List<Finding> _findings = [];

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        await MoneyAsync();
        await JobsAsync();
        await MemoriesAsync();
        await SessionsAsync();
        Found(await service.StopAsync() == 0, $"it stops in good order");
        Found(await service.RunAsync("doctor") == 0, $"`memori doctor` finds nothing wrong with its state");
        return _findings;
    }

    private async Task MoneyAsync()
    {
        var waited = Stopwatch.StartNew();
        var reserved = await ReservedAsync(waited);
        Found(reserved == 0, $"nothing is reserved any more ({reserved} users with tokens reserved, {waited.Elapsed.TotalSeconds:0} s after the load)");

        var ledger = (await JsonAsync("/api/usage?days=2"))["total"]!;
        var total = (long)ledger["total_tokens"]!;
        var estimated = (long)ledger["estimated_requests"]!;
        if (options.Kill)
        {
            Found(total >= tally.ChargedTokens && total >= tally.Tokens, $"the ledger ({total:N0} tokens, {estimated} calls that were cut off settled at their worst case) holds all that Claude charged ({tally.ChargedTokens:N0}) and all that was answered ({tally.Tokens:N0})");
        }
        else
        {
            Found(total == tally.ChargedTokens && total == tally.Tokens && estimated == 0, $"the ledger ({total:N0} tokens, {estimated} estimated calls) is what Claude charged ({tally.ChargedTokens:N0}) and the sum of what the answers say ({tally.Tokens:N0})");
        }
    }

    private async Task<int> ReservedAsync(Stopwatch waited)
    {
        var users = Enumerable.Range(0, options.Users).ToList();
        while (true)
        {
            List<int> still = [];
            foreach (var user in users)
            {
                if ((long)(await JsonAsync($"/api/usage?user_id=user-{user}"))["today"]!["reserved"]! != 0)
                {
                    still.Add(user);
                }
            }

            users = still;
            if (users.Count == 0 || waited.Elapsed > Patience)
            {
                return users.Count;
            }

            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }

    private async Task JobsAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromSeconds(2)))
        {
            var queues = (await JsonAsync("/api/admin/jobs"))["queues"]!.AsArray();
            long Sum(string state) => queues.Sum(queue => (long)queue![state]!);
            var (waiting, failed) = (Sum("waiting") + Sum("running"), Sum("failed"));
            if (waiting == 0 || waited.Elapsed > TimeSpan.FromMinutes(2))
            {
                Found(waiting == 0 && failed == 0, $"all jobs are done ({waiting} are not, {failed} were given up)");
                return;
            }
        }
    }

    private async Task MemoriesAsync()
    {
        var lost = 0;
        foreach (var (user, id) in tally.Memories)
        {
            lost += await StatusAsync($"/api/memories/{Uri.EscapeDataString(id)}?user_id={user}") == HttpStatusCode.OK ? 0 : 1;
        }

        Found(lost == 0, $"every acknowledged memory is there ({tally.Memories.Count}, {lost} lost)");
    }

    private async Task SessionsAsync()
    {
        var (sessions, unknown, turns, lost) = (0, 0, 0, 0);
        foreach (var session in tally.Sessions)
        {
            sessions++;
            var route = $"/api/sessions/{session.Key.Session}?user_id={session.Key.User}";
            unknown += await StatusAsync(route) == HttpStatusCode.OK ? 0 : 1;
            var transcript = await JsonAsync($"/api/sessions/{session.Key.Session}/transcript?user_id={session.Key.User}&limit=100");
            var known = transcript["entries"]!.AsArray().Select(entry => (string)entry!["content"]!).ToHashSet(StringComparer.Ordinal);
            var said = session.OfType<string>().ToList();
            turns += said.Count;
            lost += said.Count(turn => !known.Contains(turn));
        }

        Found(unknown == 0, $"every session is known ({sessions}, {unknown} not)");
        var unobserved = service.Complaints().Count(entry => entry.IsUnobserved);
        Found(lost <= unobserved, $"every turn that was answered is in its session's transcript ({turns} different ones, {lost} not), but for those of which the log says that memory took too long to keep them ({unobserved})");
    }

    private void Found(bool holds, FormattableString what) => _findings.Add(new Finding(holds, what.ToString(CultureInfo.InvariantCulture)));

    private async Task<JsonNode> JsonAsync(string route) => JsonNode.Parse(await client.GetStringAsync(route))!;

    private async Task<HttpStatusCode> StatusAsync(string route)
    {
        using var answer = await client.GetAsync(route);
        return answer.StatusCode;
    }
}
