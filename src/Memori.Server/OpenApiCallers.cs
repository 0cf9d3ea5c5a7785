using Memori.Server.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Memori.Server;

/// <summary>Where a request may say who asks: handlers read it from wherever it is, so that nothing could be derived from them.</summary>
internal static class OpenApiCallers
{
    // What asks for nobody in particular.
    private static readonly string[] Nobodys = ["api/admin/", "api/models", "api/version", "api/monitoring/leak", "api/monitoring/performance"];

    // What belongs to a session.
    private static readonly string[] InSession = ["api/ai/", "api/text2sql/", "api/v2/", "api/memories"];

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = context.Description.RelativePath?.TrimEnd('/') ?? "";
        if (!path.StartsWith("api/", StringComparison.Ordinal) || Nobodys.Any(nobody => path.StartsWith(nobody, StringComparison.Ordinal)))
        {
            return Task.CompletedTask;
        }

        Add(operation, CallerIdentity.UserHeader, CallerIdentity.UserField, "The user; a key of a user says it already. All that name one must agree.");
        if (path == "api/sessions" || InSession.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
        {
            Add(operation, CallerIdentity.SessionHeader, CallerIdentity.SessionField, "The session. All that name one must agree.");
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, string header, string field, string description)
    {
        operation.Parameters ??= [];
        foreach (var (name, place) in new[] { (header, ParameterLocation.Header), (field, ParameterLocation.Query) })
        {
            if (!operation.Parameters.Any(known => known.Name == name && known.In == place))
            {
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = place, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
        }
    }
}
