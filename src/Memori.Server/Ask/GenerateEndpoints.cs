using Memori.Ledger;
using Memori.Server.Access;
using Memori.Server.Ask;
using Memori.Server.Limits;
using Memori.Server.Sessions;
using Memori.Text2Sql;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes that answer questions.</summary>
public static class GenerateEndpoints
{
    /// <summary>Maps <c>POST /api/text2sql/generate</c> and <c>POST /api/v2/text2sql/generate</c>, which waits its turn.</summary>
    public static IEndpointRouteBuilder MapGenerate(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/text2sql/generate", GenerateAsync)
            .WithName("generate_sql").WithTags("Text2SQL").WithSummary("Turn a question into verified SQL")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(502);
        routes.MapPost("/api/v2/text2sql/generate", GenerateInTurnAsync)
            .WithName("generate_sql_v2").WithTags("Text2SQL V2").WithSummary("The same, with concurrency control")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(502).ProducesProblem(503);
        return routes;
    }

    private static async Task<AnswerDocument> GenerateAsync(
        GenerateRequest body, HttpRequest request, AccessCatalog access, AskPipeline pipeline, ContextOptions context, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.Scope(request, body.UserId, body.SessionId).InSessionAsync(request);
        return await AnswerAsync(body, scope, request, access, pipeline, context, cancellationToken);
    }

    private static async Task<AnswerDocument> GenerateInTurnAsync(
        GenerateRequest body, HttpRequest request, AccessCatalog access, AskPipeline pipeline, ContextOptions context, ConcurrencyGate gate, CancellationToken cancellationToken)
    {
        var scope = await CallerIdentity.Scope(request, body.UserId, body.SessionId).InSessionAsync(request);
        using var slot = await gate.EnterAsync(scope.UserId, cancellationToken);
        return await AnswerAsync(body, scope, request, access, pipeline, context, cancellationToken);
    }

    private static async Task<AnswerDocument> AnswerAsync(
        GenerateRequest body, Memori.Scope scope, HttpRequest request, AccessCatalog access, AskPipeline pipeline, ContextOptions context, CancellationToken cancellationToken)
    {
        var caller = CallerIdentity.Caller(request, scope);
        using var payer = Payer.Use(CallerIdentity.Payer(request, scope, "text2sql"));
        var datasource = await access.OpenAsync(body.DatasourceId, caller, cancellationToken);
        var answer = await pipeline.AskAsync(
            new AskRequest
            {
                Scope = scope,
                Caller = caller,
                DataSource = datasource,
                Text = body.Query,
                IncludeExplanation = body.IncludeExplanation,
                Context = body.Context?.Over(context) ?? context,
            },
            cancellationToken);
        return AnswerDocument.From(answer, body.Execute);
    }
}
