using Memori.Server.Access;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Closes routes to whoever may not administer.</summary>
internal static class AdministratorRoutes
{
    /// <summary>Lets only administrators in; anybody as long as there are no keys and the service is for this machine alone.</summary>
    public static T RequireAdministrator<T>(this T routes)
        where T : IEndpointConventionBuilder =>
        routes.WithMetadata(new AdministratorsOnly());
}
