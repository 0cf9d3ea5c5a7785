using Memori.Server.Access;
using Memori.Server.Ask;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route that runs a person's own SQL.</summary>
public static class ExecuteEndpoints
{
    /// <summary>Maps <c>POST /api/text2sql/execute</c>.</summary>
    public static IEndpointRouteBuilder MapExecute(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/text2sql/execute", ExecuteAsync)
            .WithName("execute_sql").WithTags("Text2SQL").WithSummary("Run a person's SQL through the guard, read-only")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(502);
        return routes;
    }

    private static async Task<ExecuteDocument> ExecuteAsync(
        ExecuteRequest body, HttpRequest request, DataSourceCatalog datasources, SqlPipeline pipeline, CancellationToken cancellationToken)
    {
        var scope = CallerIdentity.Scope(request, body.UserId, body.SessionId);
        var datasource = await datasources.GetAsync(body.DatasourceId, cancellationToken);
        var (query, result) = (await pipeline.RunAsync(datasource, Caller.Of(scope), body.Sql, cancellationToken)).Require();
        return new ExecuteDocument
        {
            Sql = query.Sql,
            Columns = result.Columns,
            Rows = result.Rows,
            RowCount = result.Rows.Count,
            Truncated = result.Truncated,
        };
    }
}
