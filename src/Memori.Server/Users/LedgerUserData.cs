using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Ledger;
using Memori.Server.Ask;
using Memori.Server.Usage;

namespace Memori.Server.Users;

/// <summary>What calls of models cost: the money stays, under a name that is nobody's; limits of the user's own go.</summary>
internal sealed class LedgerUserData(UsageLedger ledger, TimeProvider time) : IUserData
{
    public string Name => "ledger";

    public async IAsyncEnumerable<JsonNode?> ExportAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new UsageQuery { UserId = userId, Days = UsageQuery.MostDays };
        yield return JsonSerializer.SerializeToNode(UsageReportDocument.From(query, await ledger.ReportAsync(query, cancellationToken), null), ServiceJson.Readable.UsageReportDocument);
    }

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) =>
        ledger.ForgetUserAsync(userId, $"forgotten-{Guid.CreateVersion7(time.GetUtcNow()):N}", cancellationToken);
}
