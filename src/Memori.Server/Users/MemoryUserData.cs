using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Server.Users;

/// <summary>Memories of all sessions, with their vectors, the snapshot of their index, the blocks that quote them and the jobs about them.</summary>
internal sealed class MemoryUserData(MemoryEngine engine) : IUserData
{
    private const int Page = 500;

    public string Name => "memories";

    public async IAsyncEnumerable<JsonNode?> ExportAsync(string userId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new MemoryFilter { Owner = Owner.User(userId), Status = null, Limit = Page };
        while (true)
        {
            var page = await engine.ListAsync(Scope.Create(userId), filter, cancellationToken);
            foreach (var memory in page)
            {
                yield return JsonSerializer.SerializeToNode(MemoryDocument.From(memory), ServiceJson.Readable.MemoryDocument);
            }

            if (page.Count < Page)
            {
                yield break;
            }

            filter = filter with { Offset = filter.Offset + Page };
        }
    }

    public Task<int> ForgetAsync(string userId, CancellationToken cancellationToken) => engine.EraseUserAsync(userId, cancellationToken);
}
