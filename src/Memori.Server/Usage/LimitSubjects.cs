using Memori.Ledger;
using Memori.Server.Access.Keys;

namespace Memori.Server.Usage;

/// <summary>Finds whose limits are meant.</summary>
public static class LimitSubjects
{
    /// <summary>A user, whether it was ever seen or not.</summary>
    /// <exception cref="MemoriException"><c>invalid-id</c>.</exception>
    public static LedgerSubject User(string id) => LedgerSubject.User(Identifiers.Require(id, "id"));

    /// <summary>A key, by its id or beginning.</summary>
    /// <exception cref="MemoriException"><c>key-not-found</c>.</exception>
    public static async Task<LedgerSubject> KeyAsync(ApiKeys keys, string idOrPrefix, CancellationToken cancellationToken)
    {
        var all = await keys.ListAsync(cancellationToken);
        return LedgerSubject.Key((all.FirstOrDefault(key => key.Id == idOrPrefix || key.Prefix == idOrPrefix) ?? throw KeyFaults.NotFound()).Id);
    }
}
