using Memori;
using Memori.Server.Access;
using Memori.Server.Ask;
using Memori.Server.Limits;
using Memori.Server.Sessions;
using Memori.Text;
using Memori.Text2Sql;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route that runs a person's own SQL.</summary>
public static class ExecuteEndpoints
{
    /// <summary>Maps <c>POST /api/text2sql/execute</c>.</summary>
    public static IEndpointRouteBuilder MapExecute(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/text2sql/execute", ExecuteAsync)
            .WithName("execute_sql").WithTags("Text2SQL")
            .WithSummary("Run a person's SQL through the guard, read-only; with ?format=csv, json or xlsx, or Accept: text/csv, the rows as a file")
            .AlsoAs(ExportFormat.Csv.MediaType(), ExportFormat.Xlsx.MediaType())
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(429).ProducesProblem(502).ProducesProblem(503).ProducesProblem(504);
        return routes;
    }

    private static async Task<Results<Ok<ExecuteDocument>, ResultDownload>> ExecuteAsync(
        ExecuteRequest body,
        HttpRequest request,
        AccessCatalog access,
        SqlPipeline pipeline,
        AskOptions options,
        ConcurrencyGate gate,
        CancellationToken cancellationToken,
        [FromQuery(Name = "format")] string? format = null)
    {
        var scope = await CallerIdentity.Scope(request, body.UserId, body.SessionId).InSessionAsync(request);
        var caller = CallerIdentity.Caller(request, scope);
        var asked = FormatOf(request, format);

        // Held until the last row of a file is sent.
        request.HttpContext.Response.RegisterForDispose(await gate.EnterAsync(scope.UserId, cancellationToken));
        var datasource = await access.OpenAsync(body.DatasourceId, caller, cancellationToken);
        if (asked is { } file)
        {
            RequestTime.Lift(request.HttpContext);
            var limit = body.RowLimit ?? options.Export.MaxRows;
            return new ResultDownload(await pipeline.StreamAsync(datasource, caller, body.Sql, limit, cancellationToken), file, limit, options.Export);
        }

        var (query, result) = (await pipeline.RunAsync(datasource, caller, body.Sql, cancellationToken)).Require();
        return TypedResults.Ok(new ExecuteDocument
        {
            Sql = query.ShownSql,
            Columns = result.Columns,
            Rows = result.Rows,
            RowCount = result.Rows.Count,
            Truncated = result.Truncated,
        });
    }

    // As a file when the query string says so, or when CSV or a workbook is what is accepted before JSON.
    private static ExportFormat? FormatOf(HttpRequest request, string? word)
    {
        if (!string.IsNullOrEmpty(word))
        {
            return ExportFormats.Parse(word) ?? throw new MemoriException(FaultKind.BadRequest, "invalid-format", new LocalizedText(
                "format must be csv, json or xlsx.", "format 必须是 csv、json 或 xlsx。"));
        }

        var accepted = request.GetTypedHeaders().Accept.OrderByDescending(static type => type.Quality ?? 1).Select(static type => type.MediaType.ToString()).FirstOrDefault();
        return accepted == ExportFormat.Csv.MediaType() ? ExportFormat.Csv : accepted == ExportFormat.Xlsx.MediaType() ? ExportFormat.Xlsx : null;
    }
}
