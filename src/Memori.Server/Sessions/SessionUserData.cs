using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Ask;
using Memori.Server.Users;

namespace Memori.Server.Sessions;

/// <summary>The sessions of a person.</summary>
internal sealed class SessionUserData(UserSessions sessions) : IUserData
{
    public string Name => "sessions";

    public async IAsyncEnumerable<JsonNode?> ExportAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new SessionQuery { UserId = userId };
        while (await sessions.ListAsync(query, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var session in page)
            {
                yield return JsonSerializer.SerializeToNode(SessionDocument.From(session, sessions.Timeout), ServiceJson.Readable.SessionDocument);
            }

            query = query with { Offset = query.Offset + page.Count };
        }
    }

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => sessions.ForgetAsync(userId, cancellationToken);
}
