using System.Text;
using Memori.Server.Access;
using Memori.Server.DataSources;
using Memori.Server.Errors;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of a datasource's schema and of what people say of it.</summary>
public static class SchemaEndpoints
{
    private const string Yaml = "application/yaml";

    /// <summary>Maps <c>sync</c>, <c>schema</c> and <c>annotations</c> below a datasource.</summary>
    internal static RouteGroupBuilder MapSchema(this RouteGroupBuilder group)
    {
        group.MapPost("/{id:int}/sync", SyncAsync).WithName("sync_datasource").WithSummary("Read the structure anew; says what changed").ProducesProblem(404).ProducesProblem(502).AddEndpointFilter<AdministrationFilter>();
        group.MapGet("/{id:int}/schema", GetSchemaAsync).WithName("get_schema").WithSummary("The schema as the caller sees it, without values")
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(502);
        group.MapGet("/{id:int}/annotations", GetAnnotationsAsync).WithName("get_annotations")
            .WithSummary("Descriptions, synonyms, glossary and visibility of values; YAML when asked for").Produces<SchemaAnnotations>().AlsoAs(Yaml).ProducesProblem(404).AddEndpointFilter<AdministrationFilter>();
        group.MapPut("/{id:int}/annotations", PutAnnotationsAsync).WithName("put_annotations")
            .WithSummary("Replace the annotations, as JSON or YAML; checked against the schema").Accepts<SchemaAnnotations>("application/json", Yaml)
            .ProducesProblem(404).ProducesProblem(415).ProducesProblem(502).AddEndpointFilter<AdministrationFilter>();
        return group;
    }

    private static async Task<SchemaSyncDocument> SyncAsync(
        int id, HttpRequest request, DataSourceCatalog catalog, SchemaCatalog schemas, CancellationToken cancellationToken) =>
        SchemaSyncDocument.From(await schemas.SyncAsync(await catalog.GetAsync(id, cancellationToken), cancellationToken), RequestLanguage.Of(request));

    private static async Task<SchemaDocument> GetSchemaAsync(
        int id, HttpRequest request, AccessCatalog access, CancellationToken cancellationToken)
    {
        var caller = CallerIdentity.Caller(request, CallerIdentity.UserScope(request, null, null));
        return SchemaDocument.From((await access.GetAsync(await access.OpenAsync(id, caller, cancellationToken), caller, cancellationToken)).Schema);
    }

    private static async Task<IResult> GetAnnotationsAsync(int id, HttpRequest request, DataSourceCatalog catalog, SchemaCatalog schemas, CancellationToken cancellationToken)
    {
        await catalog.DescribeAsync(id, cancellationToken);
        var annotations = await schemas.AnnotationsAsync(id, cancellationToken);
        return request.Headers.Accept.ToString().Contains("yaml", StringComparison.OrdinalIgnoreCase)
            ? Results.Text(AnnotationYaml.Write(annotations), Yaml, Encoding.UTF8)
            : Results.Json(annotations, AnnotationJson.Compact.SchemaAnnotations);
    }

    private static async Task<SchemaAnnotations> PutAnnotationsAsync(
        int id, HttpRequest request, DataSourceCatalog catalog, SchemaCatalog schemas, CancellationToken cancellationToken)
    {
        var source = await catalog.GetAsync(id, cancellationToken);
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var buffer = new char[AnnotationYaml.MostCharacters + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        var text = new string(buffer, 0, length);
        var annotations = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? AnnotationYaml.Read(text) : AnnotationYaml.ReadJson(text);
        return await schemas.AnnotateAsync(source, annotations, cancellationToken);
    }
}
