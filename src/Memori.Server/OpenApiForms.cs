using Microsoft.OpenApi;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Answers that an operation sends as text besides its document: of two forms of one status the framework would tell the last alone.</summary>
internal static class OpenApiForms
{
    /// <summary>Tells the other forms of the answer with status 200.</summary>
    public static RouteHandlerBuilder AlsoAs(this RouteHandlerBuilder route, params string[] mediaTypes) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (operation.Responses?["200"].Content is { } content)
        {
            foreach (var mediaType in mediaTypes)
            {
                content[mediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            }
        }

        return Task.CompletedTask;
    });

    /// <summary>Tells that a body of JSON is JSON, where the handler reads it as it comes in one of several forms.</summary>
    public static RouteHandlerBuilder TakesJson(this RouteHandlerBuilder route, string description) => route.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var content) == true)
        {
            content.Schema = new OpenApiSchema { Description = description };
        }

        return Task.CompletedTask;
    });

    /// <summary>Tells another document that the answer with status 200 may be.</summary>
    public static RouteHandlerBuilder OrAs<T>(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
    {
        if (operation.Responses?["200"].Content?["application/json"] is { Schema: { } usual } content)
        {
            content.Schema = new OpenApiSchema { OneOf = [usual, await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken)] };
        }
    });
}
