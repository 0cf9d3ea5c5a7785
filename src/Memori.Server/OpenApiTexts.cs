using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Memori.Server;

/// <summary>The title and description of the OpenAPI document, and the routes that are described by hand.</summary>
internal static class OpenApiTexts
{
    private const string Credential = "credential";

    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Memori",
            Version = "v1",
            Description = "Ask a database in English or Chinese; get SQL that was checked, run read-only, explained and remembered. Talk to Claude with memory and budgets: "
                + "`POST /api/ai/chat`, or `POST /v1/messages` with any client of the Messages API.",
        };

        // The page of the documentation asks for it and sends it along.
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Credential] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key of Memori (mk-…), the key of MEMORI_ADMIN_KEY, or a token of the configured issuer. Not needed as long as there are none.",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Credential, document)] = [] }];

        // Their handlers read bytes, not models: nothing could be derived from them.
        document.Paths["/v1/messages"] = Door(
            "messages", "The Messages API, with memory, budgets, retries and metering", "Body, stream and errors are those of Anthropic's `POST /v1/messages`; fields that Memori does not know pass.");
        document.Paths["/v1/messages/count_tokens"] = Door(
            "count_tokens", "Counts the tokens of a request as it would be sent, memory included; free", "Body and answer are those of Anthropic's `POST /v1/messages/count_tokens`. Nothing is reserved or kept.");
        return Task.CompletedTask;
    }

    private static OpenApiPathItem Door(string id, string summary, string description) => new()
    {
        Operations = new Dictionary<HttpMethod, OpenApiOperation>
        {
            [HttpMethod.Post] = new()
            {
                OperationId = id,
                Tags = new HashSet<OpenApiTagReference> { new("Messages API") },
                Summary = summary,
                Description = description,
                Parameters =
                [
                    Header("x-api-key", "A key of Memori, or with MEMORI_PROXY_KEYS=own the caller's Anthropic key; `Authorization: Bearer` does as well."),
                    Header("X-Memori-Key", "A key of Memori, where the others carry the caller's Anthropic key."),
                    Header("X-User-Id", "The user whose memories are used. Default the key's user, else `metadata.user_id` of the body."),
                    Header("X-Session-Id", "The session. Default what `metadata.user_id` of the body names."),
                    Header("X-Memori-Namespace", "A partition of memories. Default none."),
                    Header("X-Memori-Memory", "Memory in this request: `on`, `off`, `conscious` or `auto`. Default as the key and the service are set."),
                ],
                RequestBody = new OpenApiRequestBody { Required = true, Content = Json() },
                Responses = new OpenApiResponses
                {
                    ["200"] = new OpenApiResponse { Description = "Claude's answer, as it came; with `stream` its events.", Content = Json() },
                    ["default"] = new OpenApiResponse
                    {
                        Description = "An error in the API's form (`type`, `error.type`, `error.message`, `request_id`); Memori's own have a code in `error.details.error_code`: "
                            + "400, 401, 403, 413, 429 (budget), 502, 503, 504, 529 (circuit open).",
                        Content = Json(),
                    },
                },
            },
        },
    };

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static Dictionary<string, OpenApiMediaType> Json() =>
        new(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } } };
}
