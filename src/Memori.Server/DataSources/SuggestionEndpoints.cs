using Memori.Server.Access;
using Memori.Server.DataSources;
using Memori.Server.Errors;
using Memori.Server.Memories;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Suggesting;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route of what could be asked.</summary>
public static class SuggestionEndpoints
{
    /// <summary>Maps <c>GET /api/datasources/{id}/suggestions</c>.</summary>
    public static IEndpointRouteBuilder MapSuggestions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/datasources/{id:int}/suggestions", SuggestAsync).WithName("suggest_questions").WithTags("Datasources")
            .WithSummary("Questions that could be asked: verified ones, and some made from the schema, in the language of Accept-Language")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(502);
        return routes;
    }

    private static async Task<SuggestionListDocument> SuggestAsync(
        int id, HttpRequest request, AccessCatalog access, QuestionSuggestions suggestions, CancellationToken cancellationToken, [FromQuery(Name = "limit")] int limit = 6)
    {
        var scope = CallerIdentity.UserScope(request, null, null);
        MemoryFaults.RequirePage(limit, 0);
        var caller = CallerIdentity.Caller(request, scope);
        var source = await access.OpenAsync(id, caller, cancellationToken);
        var found = await suggestions.SuggestAsync(scope, caller, source, RequestLanguage.Of(request), limit, cancellationToken);
        return new SuggestionListDocument([.. found.Select(one => new SuggestionDocument(one.Question, one.MemoryId is null ? "schema" : "verified", one.MemoryId))]);
    }
}
