using Memori;
using Memori.Server.Limits;
using Memori.Server.Memories;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes that carry memories out and in, as JSON lines.</summary>
internal static class MemoryTransferEndpoints
{
    private const string JsonLines = "application/x-ndjson";
    private const long LargestImport = 1L << 30;

    public static void MapTransfer(this RouteGroupBuilder memories)
    {
        memories.MapGet("/export", ExportAsync).WithName("export_memories").WithSummary("The user's memories as JSON lines, the oldest first")
            .Produces<string>(200, JsonLines);
        memories.MapPost("/import", ImportAsync).WithName("import_memories").WithSummary("Remember what an export wrote; may be repeated")
            .Accepts<Stream>(JsonLines, "application/jsonl", "text/plain", "application/json", "application/octet-stream").TakesJson("One memory, as a line of an export has it.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestImport));
    }

    private static async Task<PushStreamHttpResult> ExportAsync([AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken)
    {
        var scope = await caller.ScopeAsync();
        RequestTime.Lift(caller.Request.HttpContext);
        return TypedResults.Stream(output => memory.ExportAsync(scope, output, cancellationToken), JsonLines);
    }

    private static async Task<ImportedDocument> ImportAsync([AsParameters] MemoryCaller caller, MemoryEngine memory, CancellationToken cancellationToken)
    {
        RequestTime.Lift(caller.Request.HttpContext);
        return new(await memory.ImportAsync(await caller.ScopeAsync(), caller.Request.Body, cancellationToken));
    }
}
