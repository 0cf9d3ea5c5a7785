using Memori;
using Memori.Claude.Chat.Caching;
using Memori.Server.Access;
using Memori.Server.Memories;
using Memori.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of single memories, their list and their search.</summary>
public static class MemoryEndpoints
{
    private const string Route = "/api/memories";

    /// <summary>Maps <c>/api/memories</c>, its <c>search</c>, <c>export</c> and <c>import</c>, and <c>/api/memories/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapMemories(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Memories").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapPost("", AddAsync).WithName("add_memory").WithSummary("Keep a memory; sending the same id again changes nothing");
        group.MapGet("", ListAsync).WithName("list_memories").WithSummary("The memories that the scope sees, the newest first");
        group.MapPost("/search", SearchAsync).WithName("search_memories").WithSummary("The memories that answer a query, the best first");
        group.MapGet("/{id}", GetAsync).WithName("get_memory").WithSummary("One memory").ProducesProblem(404);
        group.MapPatch("/{id}", ChangeAsync).WithName("change_memory").WithSummary("Change a memory").ProducesProblem(404);
        group.MapDelete("/{id}", DeleteAsync).WithName("delete_memory").WithSummary("Delete a memory for good").ProducesProblem(404);
        group.MapLifecycle();
        group.MapSuccession();
        group.MapTransfer();
        return routes;
    }

    private static async Task<Created<MemoryDocument>> AddAsync(AddMemoryRequest body, HttpRequest request, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId, body.Namespace).InSessionAsync(request);
        var kept = await memory.RememberAsync(scope, body.ToMemory(), cancellationToken);
        return TypedResults.Created($"{Route}/{Uri.EscapeDataString(kept.Id)}", MemoryDocument.From(kept));
    }

    private static async Task<MemoryListDocument> ListAsync(
        [AsParameters] MemoryCaller caller,
        MemoryEngine memory,
        CancellationToken cancellationToken,
        [FromQuery(Name = "kind")] string[]? kinds = null,
        [FromQuery(Name = "status")] string status = "active",
        [FromQuery(Name = "limit")] int limit = 100,
        [FromQuery(Name = "offset")] int offset = 0)
    {
        MemoryFaults.RequirePage(limit, offset);
        var filter = new MemoryFilter
        {
            Kinds = MemoryWords.ParseAll<MemoryKind>(kinds, "kind"),
            Status = MemoryWords.Parse<MemoryStatus>(status, "status"),
            Limit = limit,
            Offset = offset,
        };
        var memories = await memory.ListAsync(await caller.ScopeAsync(), filter, cancellationToken);
        return new MemoryListDocument([.. memories.Select(MemoryDocument.From)], offset, limit);
    }

    private static async Task<MemorySearchDocument> SearchAsync(
        SearchMemoriesRequest body, HttpRequest request, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId, body.Namespace).InSessionAsync(request);
        var found = await memory.RecallAsync(scope, body.ToRecall(), cancellationToken);
        return MemorySearchDocument.From(body.Query, found, body.Explain);
    }

    private static async Task<MemoryDocument> GetAsync(string id, [AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var found = await memory.GetAsync(await caller.ScopeAsync(), PathId.Of(id, caller.Request), cancellationToken);
        return MemoryDocument.From(found ?? throw MemoryFaults.NotFound());
    }

    private static async Task<MemoryDocument> ChangeAsync(
        string id, ChangeMemoryRequest body, HttpRequest request, MemoryEngine memory, ResponseCache answers, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.UserScope(request, body.UserId, body.SessionId).InSessionAsync(request);
        var changed = await memory.UpdateAsync(scope, PathId.Of(id, request), body.ToChange(), cancellationToken: cancellationToken);
        answers.Forget(scope.UserId);
        return MemoryDocument.From(changed ?? throw MemoryFaults.NotFound());
    }

    private static async Task<NoContent> DeleteAsync(
        string id, [AsParameters] MemoryCaller caller, MemoryEngine memory, ResponseCache answers, CancellationToken cancellationToken)
    {
        var scope = await caller.ScopeAsync();
        var isDeleted = await memory.ForgetAsync(scope, PathId.Of(id, caller.Request), cancellationToken: cancellationToken);
        answers.Forget(scope.UserId);
        return isDeleted ? TypedResults.NoContent() : throw MemoryFaults.NotFound();
    }
}
