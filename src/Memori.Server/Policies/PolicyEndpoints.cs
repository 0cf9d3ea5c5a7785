using System.Globalization;
using System.Net.Mime;
using System.Text;
using Memori;
using Memori.Server.Access;
using Memori.Server.Errors;
using Memori.Server.Policies;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of access rules, for those who administer a datasource.</summary>
public static class PolicyEndpoints
{
    private const int MostBytes = 4 << 20;
    private const string Yaml = "application/yaml";

    /// <summary>Maps <c>/api/datasources/{id}/policy</c> and <c>/api/datasources/{id}/policy/preview</c>.</summary>
    public static IEndpointRouteBuilder MapPolicies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/datasources/{id:int}/policy").WithTags("Access rules").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).RequireAdministrator();
        group.MapGet("", GetAsync).WithName("get_policy").WithSummary("The access rules, as JSON or (Accept: application/yaml) as they were written")
            .Produces<PolicyDocument>().AlsoAs(Yaml);
        group.MapPut("", PutAsync).WithName("put_policy").WithSummary("Check access rules (YAML or JSON) and put them in the place of those there are")
            .Accepts<string>(Yaml, MediaTypeNames.Application.Json).Produces<PolicyDocument>().OrAs<PolicyCheckDocument>().ProducesProblem(412).ProducesProblem(502);
        group.MapDelete("", DeleteAsync).WithName("delete_policy").WithSummary("Remove the access rules: everything is allowed").ProducesProblem(412);
        group.MapPost("/preview", PreviewAsync).WithName("preview_policy").WithSummary("What a caller may read, and what becomes of a query of the caller's")
            .ProducesProblem(502);
        return routes;
    }

    private static async Task<IResult> GetAsync(
        int id, HttpRequest request, HttpResponse response, DataSourceCatalog datasources, AccessPolicies policies, CancellationToken cancellationToken)
    {
        _ = CallerIdentity.UserScope(request, null, null);
        await datasources.GetAsync(id, cancellationToken);
        var stored = await policies.GetAsync(id, cancellationToken);
        response.Headers.ETag = Tag(stored.Version);
        return request.Headers.Accept.ToString().Contains("yaml", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Text(stored.Yaml ?? "", Yaml, Encoding.UTF8)
            : TypedResults.Ok(PolicyDocument.From(stored));
    }

    private static async Task<IResult> PutAsync(
        int id,
        HttpRequest request,
        HttpResponse response,
        DataSourceCatalog datasources,
        AccessPolicies policies,
        [FromQuery(Name = "dry_run")] bool? dryRun,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var by = CallerIdentity.UserScope(request, null, null).UserId;
        var known = KnownVersion(ifMatch);
        var source = await datasources.GetAsync(id, cancellationToken);
        var text = await ReadAsync(request, cancellationToken);
        if (dryRun == true)
        {
            return TypedResults.Ok(PolicyCheckDocument.From(await policies.CheckAsync(source, text, cancellationToken), RequestLanguage.Of(request)));
        }

        var stored = await policies.SetAsync(source, text, by, known, cancellationToken);
        response.Headers.ETag = Tag(stored.Version);
        return TypedResults.Ok(PolicyDocument.From(stored));
    }

    private static async Task<PolicyDocument> DeleteAsync(
        int id,
        HttpRequest request,
        HttpResponse response,
        DataSourceCatalog datasources,
        AccessPolicies policies,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        var by = CallerIdentity.UserScope(request, null, null).UserId;
        var known = KnownVersion(ifMatch);
        await datasources.GetAsync(id, cancellationToken);
        var stored = await policies.RemoveAsync(id, by, known, cancellationToken);
        response.Headers.ETag = Tag(stored.Version);
        return PolicyDocument.From(stored);
    }

    private static async Task<PolicyPreviewDocument> PreviewAsync(
        int id, PolicyPreviewRequest body, HttpRequest request, DataSourceCatalog datasources, AccessPolicies policies, CancellationToken cancellationToken)
    {
        var source = await datasources.GetAsync(id, cancellationToken);
        return PolicyPreviewDocument.From(await policies.PreviewAsync(source, body.ToCaller(), body.Sql, cancellationToken), RequestLanguage.Of(request));
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var buffer = new char[4096];
        var text = new StringBuilder();
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            text.Append(buffer, 0, read);
            if (text.Length > MostBytes)
            {
                throw new BadHttpRequestException("The policy is too large.", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return text.ToString();
    }

    private static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that <c>If-Match</c> names; null when the header is missing or <c>*</c>.</summary>
    private static long? KnownVersion(string? header) =>
        header is null or "" or "*" ? null
        : long.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : throw new MemoriException(FaultKind.BadRequest, "bad-version", new LocalizedText(
            "If-Match must be a version as ETag gives it, such as \"3\".", "If-Match 必须是 ETag 给出的版本,例如 \"3\"。"));
}
