using Memori.Server.Proxy;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of the Messages API.</summary>
public static class ProxyEndpoints
{
    /// <summary>Maps <c>POST /v1/messages</c> and <c>POST /v1/messages/count_tokens</c>.</summary>
    public static IEndpointRouteBuilder MapProxy(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/messages", static context => context.RequestServices.GetRequiredService<Door>().MessagesAsync(context));
        routes.MapPost("/v1/messages/count_tokens", static context => context.RequestServices.GetRequiredService<Door>().CountAsync(context));
        return routes;
    }
}
