using Memori;
using Memori.Server.Access;
using Memori.Server.Errors;
using Memori.Server.Pairs;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of verified pairs: questions with SQL that ran.</summary>
public static class PairEndpoints
{
    private const long LargestImport = 32L << 20;

    /// <summary>Maps <c>GET</c> and <c>POST /api/datasources/{id}/pairs</c>.</summary>
    public static IEndpointRouteBuilder MapPairs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/datasources/{id:int}/pairs").WithTags("Datasources").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(502);
        group.MapGet("", ListAsync).WithName("list_pairs").WithSummary("The user's verified questions with their SQL, and those published; with format, a file for an import")
            .Produces<PairListDocument>().AlsoAs("application/x-ndjson", "text/csv", "application/yaml");
        group.MapPost("", ImportAsync).WithName("import_pairs").WithSummary("Take in questions with SQL, each guarded and run before it is believed")
            .Accepts<Stream>("application/json", "application/x-ndjson", "text/csv", "application/yaml").TakesJson("`{\"pairs\": [{\"question\": …, \"sql\": …}]}`, as the file of an export has it.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestImport));
        return routes;
    }

    private static async Task<IResult> ListAsync(
        int id,
        HttpRequest request,
        [FromQuery(Name = "format")] string? format,
        AccessCatalog access,
        PairLibrary pairs,
        CancellationToken cancellationToken)
    {
        var (scope, caller, source) = await OpenAsync(id, request, access, cancellationToken);
        if (format is null)
        {
            return TypedResults.Ok(new PairListDocument([.. (await pairs.ListAsync(scope, caller, source, cancellationToken)).Select(PairDocument.From)]));
        }

        var chosen = RecordFormats.Of(format);
        using var file = new MemoryStream();
        await pairs.ExportAsync(scope, caller, source, file, chosen, cancellationToken);
        return TypedResults.File(file.ToArray(), MediaType(chosen), $"pairs-{id}.{format}");
    }

    private static async Task<PairImportDocument> ImportAsync(
        int id,
        HttpRequest request,
        [FromQuery(Name = "format")] string? format,
        AccessCatalog access,
        PairLibrary pairs,
        CancellationToken cancellationToken)
    {
        var (scope, caller, source) = await OpenAsync(id, request, access, cancellationToken);
        var records = await PairRecord.ReadAsync(request.Body, format is null ? FormatOf(request) : RecordFormats.Of(format), cancellationToken);
        return PairImportDocument.From(
            await pairs.ImportAsync(scope, caller, source, records, "upload", cancellationToken: cancellationToken), RequestLanguage.Of(request));
    }

    private static async Task<(Scope Scope, Caller Caller, DataSource Source)> OpenAsync(int id, HttpRequest request, AccessCatalog access, CancellationToken cancellationToken)
    {
        var scope = CallerIdentity.UserScope(request, null, null);
        var caller = CallerIdentity.Caller(request, scope);
        return (scope, caller, await access.OpenAsync(id, caller, cancellationToken));
    }

    private static RecordFormat FormatOf(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "text/csv" => RecordFormat.Csv,
        "application/x-ndjson" or "application/jsonl" => RecordFormat.JsonLines,
        "application/yaml" or "application/x-yaml" or "text/yaml" => RecordFormat.Yaml,
        _ => RecordFormat.Json,
    };

    private static string MediaType(RecordFormat format) => format switch
    {
        RecordFormat.Csv => "text/csv",
        RecordFormat.JsonLines => "application/x-ndjson",
        RecordFormat.Yaml => "application/yaml",
        _ => "application/json",
    };
}
