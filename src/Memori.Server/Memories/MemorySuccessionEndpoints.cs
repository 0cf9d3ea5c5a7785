using Memori;
using Memori.Server.Access;
using Memori.Server.Memories;
using Memori.Server.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of observing, and of what takes whose place.</summary>
internal static class MemorySuccessionEndpoints
{
    public static void MapSuccession(this RouteGroupBuilder memories)
    {
        memories.MapPost("/observe", ObserveAsync).WithName("observe_exchange").WithSummary("Keep an exchange at once and extract from it in the background");
        memories.MapPost("/{id}/supersede", SupersedeAsync).WithName("supersede_memory").WithSummary("Put a new memory in the place of one").ProducesProblem(404);
        memories.MapPost("/{id}/restore", RestoreAsync).WithName("restore_memory").WithSummary("Undo a succession").ProducesProblem(404);
        memories.MapGet("/{id}/history", HistoryAsync).WithName("get_memory_history").WithSummary("All that a memory replaced and that replaced it").ProducesProblem(404);
    }

    private static async Task<ObservedDocument> ObserveAsync(ObserveRequest body, HttpRequest request, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId, body.Namespace).InSessionAsync(request);
        return ObservedDocument.From(await memory.ObserveAsync(scope, body.ToExchange(), cancellationToken));
    }

    private static async Task<MemoryDocument> SupersedeAsync(
        string id, AddMemoryRequest body, HttpRequest request, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId, body.Namespace).InSessionAsync(request);
        var of = PathId.Of(id, request, segments: 2);
        var old = await memory.GetAsync(scope, of, cancellationToken) ?? throw MemoryFaults.NotFound();
        var successor = await memory.SupersedeAsync(scope, of, body.ToMemory(old.Kind), cancellationToken: cancellationToken);
        return MemoryDocument.From(successor ?? throw MemoryFaults.NotFound());
    }

    private static async Task<MemoryDocument> RestoreAsync(
        string id,
        [AsParameters] MemoryCaller caller,
        MemoryEngine memory,
        CancellationToken cancellationToken,
        [FromQuery(Name = "keep_successor")] bool keepSuccessor = false)
    {
        var restored = await memory.RestoreAsync(await caller.ScopeAsync(), PathId.Of(id, caller.Request, segments: 2), keepSuccessor, cancellationToken: cancellationToken);
        return MemoryDocument.From(restored ?? throw MemoryFaults.NotFound());
    }

    private static async Task<MemoryHistoryDocument> HistoryAsync(string id, [AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var versions = await memory.HistoryAsync(await caller.ScopeAsync(), PathId.Of(id, caller.Request, segments: 2), cancellationToken: cancellationToken);
        return versions.Count > 0 ? MemoryHistoryDocument.From(versions) : throw MemoryFaults.NotFound();
    }
}
