using Memori.Text;
using Memori.Text2Sql.DataSources.Files;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Memori.Server.DataSources;

/// <summary>A form with a file, read as it arrives: the file goes to disk, never into memory. Dispose it: a file that was not registered goes.</summary>
internal sealed class UploadForm : IAsyncDisposable
{
    private const int MaxParts = 16;
    private const int MaxFieldBytes = 4096;
    private const int MaxBoundary = 128;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The room that a form takes beside its file.</summary>
    public const long Overhead = 1 << 17;

    /// <summary>The file; null when the form has none.</summary>
    public ReceivedFile? File { get; private set; }

    /// <summary>What its owner calls the file; untrusted text.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>A field, or null.</summary>
    public string? this[string name] => _fields.GetValueOrDefault(name);

    /// <summary>Reads the whole form.</summary>
    /// <exception cref="MemoriException"><c>upload-malformed</c>, <c>upload-too-large</c>.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, FileUploads uploads, long maxBytes, CancellationToken cancellationToken)
    {
        var form = new UploadForm();
        try
        {
            var reader = new MultipartReader(Boundary(request), request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8192 };
            for (var parts = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; parts++)
            {
                if (parts == MaxParts)
                {
                    throw Malformed();
                }

                await form.ReadAsync(section, uploads, maxBytes, cancellationToken);
            }

            return form;
        }
        catch (Exception failure)
        {
            await form.DisposeAsync();
            if (failure is InvalidDataException || (failure is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested && failure.Message.Contains("stream", StringComparison.OrdinalIgnoreCase)))
            {
                throw Malformed();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => File?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ReadAsync(MultipartSection section, FileUploads uploads, long maxBytes, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
        {
            throw Malformed();
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (disposition.IsFileDisposition())
        {
            if (name != "file" || File is not null)
            {
                throw Malformed();
            }

            FileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
            File = await uploads.ReceiveAsync(section.Body, maxBytes, cancellationToken);
            return;
        }

        var buffer = new byte[MaxFieldBytes + 1];
        var length = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxFieldBytes || !_fields.TryAdd(name, System.Text.Encoding.UTF8.GetString(buffer, 0, length).Trim()))
        {
            throw Malformed();
        }
    }

    private static string Boundary(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        var boundary = HeaderUtilities.RemoveQuotes(type?.Boundary ?? default).ToString();
        return type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true && boundary.Length is > 0 and <= MaxBoundary ? boundary : throw Malformed();
    }

    private static MemoriException Malformed() => new(FaultKind.BadRequest, "upload-malformed", new LocalizedText(
        "Send the file as multipart/form-data with one file in the field 'file', and optionally name and user_id.",
        "请以 multipart/form-data 上传,文件放在 file 字段,可另附 name 和 user_id。"));
}
