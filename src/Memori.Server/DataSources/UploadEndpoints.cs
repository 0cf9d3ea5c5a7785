using Memori;
using Memori.Server.Access;
using Memori.Server.Configuration;
using Memori.Server.DataSources;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Text;
using Memori.Text2Sql.DataSources.Files;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.OpenApi;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route that takes spreadsheets.</summary>
public static class UploadEndpoints
{
    /// <summary>Maps <c>POST /api/datasources/upload</c>.</summary>
    public static IEndpointRouteBuilder MapUpload(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/datasources/upload", UploadAsync)
            .WithName("upload_datasource").WithTags("Datasources")
            .WithSummary("Make a datasource of a CSV file or Excel workbook: multipart/form-data with file, and optionally name and user_id")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413)
            .RequireAdministrator()
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = Form();
                return Task.CompletedTask;
            });
        return routes;
    }

    // The form is read as it arrives, by hand: the framework, which would read it into memory, doesn't know it.
    private static OpenApiRequestBody Form() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string>(StringComparer.Ordinal) { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                    {
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                        ["name"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["user_id"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        },
    };

    private static async Task<UploadDocument> UploadAsync(HttpRequest request, FileUploads uploads, MemoriSettings settings, ConcurrencyGate gate, CancellationToken cancellationToken)
    {
        var maxBytes = settings.MaxUploadMegabytes * (1L << 20);
        if (request.ContentLength > maxBytes + UploadForm.Overhead)
        {
            throw FileUploads.TooLarge(maxBytes);
        }

        // For this request alone; every other keeps the server's limit.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes + UploadForm.Overhead;
        }

        RequestTime.Lift(request.HttpContext);
        await using var form = await UploadForm.ReadAsync(request, uploads, maxBytes, cancellationToken);
        var scope = CallerIdentity.UserScope(request, form["user_id"], form["session_id"]);
        var file = form.File ?? throw new MemoriException(FaultKind.BadRequest, "upload-malformed", new LocalizedText(
            "The form has no file: put it in the field 'file'.", "表单中没有文件,请放在 file 字段。"));

        // The file is there: what is left is work.
        using var slot = await gate.EnterAsync(scope.UserId, cancellationToken);
        var (source, report) = await file.RegisterAsync(form.FileName, form["name"], cancellationToken);
        return UploadDocument.From(source, report, RequestLanguage.Of(request));
    }
}
