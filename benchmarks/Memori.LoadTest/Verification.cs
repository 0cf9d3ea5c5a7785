using System.Net;
using System.Text.Json.Nodes;

namespace Memori.LoadTest;

/// <summary>What must hold when the load is over. Each finding is a line of the report.</summary>
internal static class Verification
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<IReadOnlyList<(bool Holds, string What)>> RunAsync(ServiceProcess service, HttpClient client, Tally tally, LoadOptions options)
    {
        List<(bool, string)> findings = [];
        var reserved = await ReservedAsync(client, options);
        var ledger = await JsonAsync(client, "/api/usage?days=2");
        var total = (long)ledger["total"]!["total_tokens"]!;
        var estimated = (long)ledger["total"]!["estimated_requests"]!;
        findings.Add(options.Kill
            ? (total >= tally.Tokens, $"the ledger ({total:N0} tokens, {estimated} requests estimated) holds at least what was answered ({tally.Tokens:N0})")
            : (total == tally.Tokens && estimated == 0, $"the ledger ({total:N0} tokens, {estimated} requests estimated) equals the sum of the answers ({tally.Tokens:N0})"));
        findings.Add((reserved == 0, $"nothing is reserved any more ({reserved} tokens)"));

        var lost = 0;
        foreach (var (user, id) in tally.Memories)
        {
            lost += await StatusAsync(client, $"/api/memories/{Uri.EscapeDataString(id)}?user_id={user}") == HttpStatusCode.OK ? 0 : 1;
        }

        findings.Add((lost == 0, $"every acknowledged memory is there ({tally.Memories.Count}, {lost} lost)"));
        var sessions = tally.Sessions.ToList();
        var unknown = 0;
        foreach (var (user, session) in sessions)
        {
            unknown += await StatusAsync(client, $"/api/sessions/{session}?user_id={user}") == HttpStatusCode.OK ? 0 : 1;
        }

        findings.Add((unknown == 0, $"every session is known ({sessions.Count}, {unknown} not)"));
        var failed = (await JsonAsync(client, "/api/admin/jobs/queue?state=failed"))["jobs"]!.AsArray().Count;
        findings.Add((failed == 0, $"no job was given up ({failed})"));
        findings.Add((await service.StopAsync() == 0, "it stops in good order"));
        findings.Add((await service.RunAsync("doctor") == 0, "the doctor finds nothing"));
        return findings;
    }

    // What was under way when the service was killed is settled a minute after its deadline.
    private static async Task<long> ReservedAsync(HttpClient client, LoadOptions options)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(1000))
        {
            long reserved = 0;
            for (var user = 0; user < options.Users; user++)
            {
                reserved += (long)(await JsonAsync(client, $"/api/usage?user_id=user-{user}"))["today"]!["reserved"]!;
            }

            if (reserved == 0 || waited.Elapsed > Patience)
            {
                return reserved;
            }
        }
    }

    private static async Task<JsonNode> JsonAsync(HttpClient client, string route) => JsonNode.Parse(await client.GetStringAsync(route))!;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string route)
    {
        using var answer = await client.GetAsync(route);
        return answer.StatusCode;
    }
}
