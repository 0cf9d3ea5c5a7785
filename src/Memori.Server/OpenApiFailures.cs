using Memori.Server.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Memori.Server;

/// <summary>The failures that any request may meet on its way to and from its endpoint, told of every operation in the OpenAPI document; those of its own an operation names itself.</summary>
internal static class OpenApiFailures
{
    private const string Json = "application/problem+json";

    /// <summary>Tells what stands around every endpoint: access, limits, the form of the request, the disk.</summary>
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = context.Description.RelativePath ?? "";
        if (operation.OperationId == "version" || !(path == "metrics" || path.StartsWith("api/", StringComparison.Ordinal)))
        {
            return Task.CompletedTask;
        }

        Add(operation, context, StatusCodes.Status401Unauthorized, "No credential, or none that is valid; no user or session; a session that is over.");
        Add(operation, context, StatusCodes.Status403Forbidden, "Not for this key, or the ids given disagree.");
        if (path == "metrics")
        {
            return Task.CompletedTask;
        }

        Add(operation, context, StatusCodes.Status429TooManyRequests, "Too often, or over a budget: again after Retry-After.");
        Add(operation, context, StatusCodes.Status500InternalServerError, "Something went wrong on the service's side.");
        Add(operation, context, StatusCodes.Status503ServiceUnavailable, "Busy, stopping, or something that is needed can't be reached: again after Retry-After.");
        Add(operation, context, StatusCodes.Status504GatewayTimeout, "It took longer than the service allows.");
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
        {
            Add(operation, context, StatusCodes.Status400BadRequest, "The request is not as it is described here.");
        }

        if (operation.RequestBody is not null)
        {
            Add(operation, context, StatusCodes.Status413PayloadTooLarge, "The body is too large.");
            Add(operation, context, StatusCodes.Status415UnsupportedMediaType, "The body is of another type.");
        }

        if (context.Description.HttpMethod != HttpMethods.Get)
        {
            Add(operation, context, StatusCodes.Status507InsufficientStorage, "The disk is full: what is there can be read.");
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells what every problem of the service has besides the fields of RFC 9457.</summary>
    public static Task DescribeProblem(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            schema.Required = new HashSet<string>(StringComparer.Ordinal) { "status", "detail", "code", RequestFaults.RequestId };
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties["code"] = Text("What went wrong, in a word that stays the same.");
            schema.Properties[RequestFaults.RequestId] = Text("The request, as the log and X-Request-Id have it.");
            schema.Properties["trace_id"] = Text("The trace, as W3C's traceparent has it.");
            schema.Properties["faults"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object }, Description = "With policy-invalid: what is wrong, and where." };
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells that numbers are sent as numbers; that text with a number in it is taken too is nobody's concern.</summary>
    public static Task DescribeNumber(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Type is { } type && (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number)))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context, int status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status.ToString(System.Globalization.CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Json] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) } },
        });
    }
}
