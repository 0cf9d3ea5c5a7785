using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Memori.Storage;

namespace Memori.Server.Users;

/// <summary>API keys: those that speak for the user alone are revoked; no key names the user any more.</summary>
internal sealed class KeyUserData(ApiKeys keys, IDatabase database, TimeProvider time) : IUserData
{
    private const string Revoke = "UPDATE api_key SET revoked_at = COALESCE(revoked_at, @now), name = '' WHERE user_id = @user AND role = 'user'";
    private const string Unname = "UPDATE api_key SET user_id = NULL WHERE user_id = @user";

    public string Name => "keys";

    public async IAsyncEnumerable<JsonNode?> ExportAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in await keys.ListAsync(cancellationToken))
        {
            if (key.UserId == userId)
            {
                yield return JsonSerializer.SerializeToNode(KeyDocument.From(key), ServiceJson.Readable.KeyDocument);
            }
        }
    }

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.ExecuteAsync(Revoke, token, ("@user", userId), ("@now", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)));
            return await transaction.ExecuteAsync(Unname, token, ("@user", userId));
        },
        cancellationToken);

    public void AfterForgetting() => keys.Reread();
}
