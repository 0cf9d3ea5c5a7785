using Memori.Text2Sql.Learning.Pairs;

namespace Memori.Server.Users;

/// <summary>Whose name stands under published pairs: the pairs stay, for they are the datasource's; the name goes.</summary>
internal sealed class PairUserData(PairLibrary pairs) : IUserData
{
    public string Name => "published-pairs";

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => pairs.ForgetPublisherAsync(userId, cancellationToken);
}
