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

    /// <summary>Tells another document that the answer with status 200 may be.</summary>
    public static RouteHandlerBuilder OrAs<T>(this RouteHandlerBuilder route) => route.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
    {
        if (operation.Responses?["200"].Content?["application/json"] is { Schema: { } usual } content)
        {
            content.Schema = new OpenApiSchema { OneOf = [usual, await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken)] };
        }
    });
}
