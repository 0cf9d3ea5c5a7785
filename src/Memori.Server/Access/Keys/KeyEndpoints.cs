using Memori.Server.Access.Keys;
using Memori.Server.Memories;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of API keys.</summary>
public static class KeyEndpoints
{
    private const string Route = "/api/admin/keys";

    /// <summary>Maps <c>/api/admin/keys</c>.</summary>
    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Administration").ProducesProblem(401).ProducesProblem(403).RequireAdministrator();
        group.MapGet("", ListAsync).WithName("list_keys").WithSummary("All API keys, known by how they begin");
        group.MapPost("", CreateAsync).WithName("create_key").WithSummary("Make an API key; it is shown this once. From the first one on the service is closed to whoever has none").ProducesProblem(400);
        group.MapPost("/{id}/rotate", RotateAsync).WithName("rotate_key")
            .WithSummary("Give a key, by id or beginning, a new secret, shown this once; the old one is refused at once or after an overlap").ProducesProblem(400).ProducesProblem(404);
        group.MapDelete("/{id}", RevokeAsync).WithName("revoke_key").WithSummary("Revoke a key, by id or beginning, at once").ProducesProblem(404);
        return routes;
    }

    private static async Task<KeyListDocument> ListAsync(ApiKeys keys, CancellationToken cancellationToken) =>
        new([.. (await keys.ListAsync(cancellationToken)).Select(KeyDocument.From)]);

    private static async Task<Created<KeyDocument>> CreateAsync(CreateKeyRequest body, ApiKeys keys, CancellationToken cancellationToken)
    {
        var role = MemoryWords.Parse<KeyRole>(body.Role, "role") ?? KeyRole.User;
        var wanted = new NewApiKey(body.Name ?? "", role, body.UserId, body.Memory)
        {
            ExpiresAt = body.ExpiresAt,
            DataSources = body.Datasources,
            RuleRoles = body.RuleRoles ?? [],
            Attributes = body.Attributes ?? new Dictionary<string, IReadOnlyList<string>>(),
        };
        var made = await keys.CreateAsync(wanted, cancellationToken);
        return TypedResults.Created($"{Route}/{made.Key.Id}", KeyDocument.From(made));
    }

    private static async Task<KeyDocument> RotateAsync(string id, RotateKeyRequest? body, ApiKeys keys, CancellationToken cancellationToken) =>
        KeyDocument.From(await keys.RotateAsync(id, TimeSpan.FromSeconds(body?.OverlapSeconds ?? 0), cancellationToken) ?? throw KeyFaults.NotFound());

    private static async Task<NoContent> RevokeAsync(string id, ApiKeys keys, CancellationToken cancellationToken) => await keys.RevokeAsync(id, cancellationToken)
        ? TypedResults.NoContent()
        : throw KeyFaults.NotFound();
}
