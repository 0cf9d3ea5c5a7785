using Memori.Server.Access;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Closes routes to keys that may not administer.</summary>
internal static class AdministratorRoutes
{
    /// <summary>Lets only keys of role admin in; anybody as long as there are no keys and the service is for this machine alone.</summary>
    public static T RequireAdministrator<T>(this T routes)
        where T : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(static (context, next) =>
        {
            AccessGate.RequireAdministrator(context.HttpContext.Request);
            return next(context);
        });
}
