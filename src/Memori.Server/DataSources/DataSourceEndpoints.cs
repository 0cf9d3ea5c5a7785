using Memori.Server.Access;
using Memori.Server.DataSources;
using Memori.Server.Errors;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of datasources.</summary>
public static class DataSourceEndpoints
{
    private const string Route = "/api/datasources";

    /// <summary>Maps <c>/api/datasources</c> and what is below it.</summary>
    public static IEndpointRouteBuilder MapDataSources(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Datasources").ProducesProblem(400).ProducesProblem(403);
        group.MapGet("", ListAsync).WithName("list_datasources").WithSummary("All datasources, or those that the named user may ask; never with a password");
        group.MapPost("", AddAsync).WithName("add_datasource").WithSummary("Add a datasource, or find it again; its password is kept sealed").ProducesProblem(404).ProducesProblem(502).RequireAdministrator();
        group.MapPost("/test", TryAsync).WithName("test_new_datasource").WithSummary("Try a datasource step by step without keeping it").RequireAdministrator();
        group.MapGet("/{id:int}", GetAsync).WithName("get_datasource").WithSummary("One datasource").ProducesProblem(404).AddEndpointFilter<AdministrationFilter>();
        group.MapPatch("/{id:int}", ChangeAsync).WithName("change_datasource").WithSummary("Change name, description or password").ProducesProblem(404).ProducesProblem(502).AddEndpointFilter<AdministrationFilter>();
        group.MapDelete("/{id:int}", DeleteAsync).WithName("delete_datasource")
            .WithSummary("Remove a datasource with its schema, annotations, imports and verified queries").ProducesProblem(404).AddEndpointFilter<AdministrationFilter>();
        group.MapPost("/{id:int}/test", TryOneAsync).WithName("test_datasource").WithSummary("Try a datasource step by step").ProducesProblem(404).AddEndpointFilter<AdministrationFilter>();
        group.MapSchema();
        return routes;
    }

    private static async Task<DataSourceListDocument> ListAsync(
        HttpRequest request, DataSourceCatalog catalog, AccessCatalog access, CancellationToken cancellationToken)
    {
        List<DataSourceDocument> documents = [];
        var caller = CallerIdentity.NamedCaller(request);
        foreach (var source in await catalog.ListAsync(cancellationToken))
        {
            if (caller is null || await access.MayAskAsync(source.Id, caller, cancellationToken))
            {
                documents.Add(DataSourceDocument.From(source));
            }
        }

        return new(documents);
    }

    private static async Task<Created<DataSourceDocument>> AddAsync(AddDataSourceRequest body, DataSourceCatalog catalog, CancellationToken cancellationToken)
    {
        var source = await catalog.RegisterAsync(body.ToDataSource(), cancellationToken);
        return TypedResults.Created($"{Route}/{source.Id}", DataSourceDocument.From(await catalog.DescribeAsync(source.Id, cancellationToken)));
    }

    private static async Task<DataSourceDocument> GetAsync(int id, DataSourceCatalog catalog, CancellationToken cancellationToken) =>
        DataSourceDocument.From(await catalog.DescribeAsync(id, cancellationToken));

    private static async Task<DataSourceDocument> ChangeAsync(int id, ChangeDataSourceRequest body, DataSourceCatalog catalog, CancellationToken cancellationToken) =>
        DataSourceDocument.From(await catalog.ChangeAsync(id, body.ToChange(), cancellationToken));

    private static async Task<NoContent> DeleteAsync(int id, DataSourceRemoval removal, CancellationToken cancellationToken)
    {
        await removal.RemoveAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<ConnectionReportDocument> TryAsync(AddDataSourceRequest body, HttpRequest request, ConnectionCheck check, CancellationToken cancellationToken) =>
        ConnectionReportDocument.From(await check.TryAsync(body.ToDataSource(), cancellationToken), RequestLanguage.Of(request));

    private static async Task<ConnectionReportDocument> TryOneAsync(int id, HttpRequest request, ConnectionCheck check, CancellationToken cancellationToken) =>
        ConnectionReportDocument.From(await check.TryAsync(id, cancellationToken), RequestLanguage.Of(request));
}
