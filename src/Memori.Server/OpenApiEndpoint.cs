using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the OpenAPI document. It is made once: the framework would make it anew, some hundred kilobytes, for whoever asks, and nobody needs a key to ask.</summary>
internal static class OpenApiEndpoint
{
    /// <summary>Where it is.</summary>
    public const string Route = "/openapi.json";

    public static void MapDocument(this WebApplication app)
    {
        var document = new Lazy<Task<byte[]>>(() => WriteAsync(app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1")));

        // The making goes on when who asked first has no time to wait: the next one finds it.
        app.MapGet(Route, async (CancellationToken cancellationToken) => TypedResults.Bytes(await document.Value.WaitAsync(cancellationToken), "application/json")).ExcludeFromDescription();
    }

    private static async Task<byte[]> WriteAsync(IOpenApiDocumentProvider provider)
    {
        using var buffer = new MemoryStream();
        var document = await provider.GetOpenApiDocumentAsync();
        await document.SerializeAsJsonAsync(buffer, OpenApiSpecVersion.OpenApi3_1);
        return buffer.ToArray();
    }
}
