using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Memori.Server;

/// <summary>The title and description of the OpenAPI document.</summary>
internal static class OpenApiTexts
{
    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Memori",
            Version = "v1",
            Description = "Ask a database in English or Chinese; get SQL that was checked, run read-only, explained and remembered.",
        };
        return Task.CompletedTask;
    }
}
