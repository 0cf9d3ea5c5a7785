using Memori;
using Memori.Claude.Chat.Caching;
using Memori.Server.Memories;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The guide's routes of a session's memory.</summary>
public static class SessionMemoryEndpoints
{
    /// <summary>Maps <c>GET /api/text2sql/memory-stats</c> and <c>DELETE /api/text2sql/clear-memory</c>.</summary>
    public static IEndpointRouteBuilder MapSessionMemory(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/text2sql").WithTags("Text2SQL").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapGet("/memory-stats", StatisticsAsync).WithName("get_memory_stats").WithSummary("What the session sees, in figures");
        group.MapDelete("/clear-memory", ClearAsync).WithName("clear_memory").WithSummary("Delete what belongs to the session; what belongs to the user stays");
        return routes;
    }

    private static async Task<MemoryStatisticsDocument> StatisticsAsync([AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken) =>
        MemoryStatisticsDocument.From(await memory.StatisticsAsync(await caller.SessionScopeAsync(), cancellationToken));

    private static async Task<DeletedDocument> ClearAsync([AsParameters] MemoryCaller caller, MemoryEngine memory, ResponseCache answers, CancellationToken cancellationToken)
    {
        var scope = await caller.SessionScopeAsync();
        var deleted = await memory.ClearAsync(scope, cancellationToken);
        answers.Forget(scope.UserId);
        return new DeletedDocument("Memory cleared successfully", deleted);
    }
}
