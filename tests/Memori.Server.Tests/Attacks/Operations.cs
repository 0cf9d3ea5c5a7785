using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Server.Tests.Access;

namespace Memori.Server.Tests.Attacks;

internal static class Operations
{
    /// <summary>What the service describes, but for the Messages API, which has its own forms, and the metrics.</summary>
    public static async Task<IReadOnlyList<Operation>> OperationsAsync(this AccessServer server)
    {
        var document = await server.Client.GetFromJsonAsync<JsonNode>("/openapi.json");
        return [.. Operation.Of(document!).Where(operation => !operation.Path.StartsWith("/v1/", StringComparison.Ordinal) && operation.Path != "/metrics")];
    }
}
