using Memori.Server.Configuration.Documents;
using Memori.Server.Configuration.Reload;
using Memori.Server.Errors;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route of settings.</summary>
public static class SettingEndpoints
{
    /// <summary>Maps <c>GET /api/admin/settings</c>.</summary>
    public static IEndpointRouteBuilder MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/admin/settings", (HttpRequest request, LiveSettings live) =>
                new SettingListDocument(live.Current.Profile, [.. live.Values.Select(value => SettingDocument.From(value, RequestLanguage.Of(request)))]))
            .WithName("list_settings").WithTags("Service").WithSummary("The settings in force and where each comes from; secrets are not shown")
            .ProducesProblem(401).ProducesProblem(403).RequireAdministrator();
        return routes;
    }
}
