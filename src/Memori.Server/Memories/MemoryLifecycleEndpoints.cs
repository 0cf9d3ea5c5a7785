using Memori;
using Memori.Server.Access;
using Memori.Server.Memories;
using Memori.Server.Sessions;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of the working set and of what changes the standing of a memory.</summary>
internal static class MemoryLifecycleEndpoints
{
    public static void MapLifecycle(this RouteGroupBuilder memories)
    {
        memories.MapPost("/wake", WakeAsync).WithName("wake_memories").WithSummary("The working set at the start of a session");
        memories.MapPost("/{id}/promote", PromoteAsync).WithName("promote_memory").WithSummary("Make a memory long-term, seen in all sessions of the user").ProducesProblem(404);
        memories.MapPost("/{id}/archive", ArchiveAsync).WithName("archive_memory").WithSummary("Put a memory aside").ProducesProblem(404);
        memories.MapPost("/consolidate", ConsolidateAsync).WithName("consolidate_memories").WithSummary("Let one memory stand for captured ones that say the same");
    }

    private static async Task<ConsolidatedDocument> ConsolidateAsync([AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken) =>
        new(await memory.ConsolidateAsync(await caller.ScopeAsync(), cancellationToken));

    private static async Task<WorkingSetDocument> WakeAsync(WakeMemoriesRequest body, HttpRequest request, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId, body.Namespace).InSessionAsync(request);
        return WorkingSetDocument.From(await memory.WakeAsync(scope, body.ToWake(), cancellationToken));
    }

    private static async Task<MemoryDocument> PromoteAsync(string id, [AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken) =>
        Shown(await memory.PromoteAsync(await caller.ScopeAsync(), PathId.Of(id, caller.Request, segments: 2), cancellationToken: cancellationToken));

    private static async Task<MemoryDocument> ArchiveAsync(string id, [AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken) =>
        Shown(await memory.ArchiveAsync(await caller.ScopeAsync(), PathId.Of(id, caller.Request, segments: 2), cancellationToken: cancellationToken));

    private static MemoryDocument Shown(Memory? memory) => MemoryDocument.From(memory ?? throw MemoryFaults.NotFound());
}
