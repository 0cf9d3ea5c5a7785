using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Audit;
using Memori.Server.Memories;
using Memori.Server.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of people.</summary>
public static class UserEndpoints
{
    private const string JsonLines = "application/x-ndjson";

    /// <summary>Maps <c>DELETE /api/users/{id}</c> and <c>GET /api/users/{id}/data</c>.</summary>
    public static IEndpointRouteBuilder MapUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/users").WithTags("Users").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapDelete("/{id}", ForgetAsync).WithName("forget_user")
            .WithSummary("Forget a user everywhere; for administrators, and for users themselves. May be repeated")
            .WithDescription("Money that was spent stays under a random name, published pairs without the name; the audit keeps only that it happened.")
            .ProducesProblem(503).ProducesProblem(507);
        group.MapGet("/{id}/data", Export).WithName("get_user_data")
            .WithSummary("All that is kept of a user, as JSON lines {part, data}; for administrators, and for users themselves")
            .Produces<string>(200, JsonLines);
        return routes;
    }

    private static PushStreamHttpResult Export(string id, HttpContext http, UserExport export, CancellationToken cancellationToken)
    {
        var user = PathId.Of(id, http.Request, segments: 2);
        RequireOneselfOrAdministrator(http.Request, user);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(output => export.WriteAsync(user, output, cancellationToken), JsonLines);
    }

    private static async Task<ForgottenUserDocument> ForgetAsync(string id, HttpContext http, UserForgetting forgetting, CancellationToken cancellationToken)
    {
        var user = PathId.Of(id, http.Request);
        RequireOneselfOrAdministrator(http.Request, user);
        UserPresence.Leave(http, user);
        return ForgottenUserDocument.From(await forgetting.ForgetAsync(user, AuditFilter.ActorOf(http), http.TraceIdentifier, cancellationToken));
    }

    /// <summary>As long as there are no keys, a request that names a user speaks for that user alone.</summary>
    private static void RequireOneselfOrAdministrator(HttpRequest request, string user)
    {
        var identity = AccessGate.IdentityOf(request);
        var allowed = identity is null
            ? CallerIdentity.NamedCaller(request) is not { } caller || caller.UserId == user
            : identity.Role == KeyRole.Admin || (identity.Role == KeyRole.User && identity.UserId == user);
        if (!allowed)
        {
            throw KeyFaults.NotAdministrator();
        }
    }
}
