using Memori.Ledger;

namespace Memori.Server.Users;

/// <summary>What calls of models cost: the money stays, under a name that is nobody's; limits of the user's own go.</summary>
internal sealed class LedgerUserData(UsageLedger ledger, TimeProvider time) : IUserData
{
    public string Name => "ledger";

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) =>
        ledger.ForgetUserAsync(userId, $"forgotten-{Guid.CreateVersion7(time.GetUtcNow()):N}", cancellationToken);
}
