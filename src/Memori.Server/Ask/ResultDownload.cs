using System.Globalization;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Execution.Export;

namespace Memori.Server.Ask;

/// <summary>
/// The rows of a query as a file. CSV and JSON leave as the rows come; that the query failed on the way shows in an answer that breaks off. A workbook
/// is written to disk first. How many rows there are, and whether there were more, is said in <c>Memori-Rows</c> and <c>Memori-Truncated</c>: headers of a
/// workbook, trailers of the others where the connection has trailers (HTTP/2). <c>Memori-Row-Limit</c> is always there: as many rows may not be all.
/// </summary>
internal sealed partial class ResultDownload(QueryRows rows, ExportFormat format, int rowLimit, ExportOptions options) : IResult, IAsyncDisposable
{
    private const string LimitHeader = "Memori-Row-Limit";
    private const string RowsHeader = "Memori-Rows";
    private const string TruncatedHeader = "Memori-Truncated";

    /// <summary>Lets go of a result that is not sent.</summary>
    public ValueTask DisposeAsync() => rows.DisposeAsync();

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var scope = rows;
        var response = httpContext.Response;
        response.ContentType = format == ExportFormat.Csv ? format.MediaType() + "; charset=utf-8" : format.MediaType();

        // A name of ours: nothing of the question or the data reaches a header.
        response.Headers.ContentDisposition = $"attachment; filename=\"result{format.Extension()}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers[LimitHeader] = rowLimit.ToString(CultureInfo.InvariantCulture);
        if (format == ExportFormat.Xlsx)
        {
            await SendFileAsync(response, httpContext.RequestAborted);
        }
        else
        {
            await SendOrBreakOffAsync(httpContext);
        }
    }

    private async Task SendOrBreakOffAsync(HttpContext httpContext)
    {
        try
        {
            await SendAsync(httpContext.Response, httpContext.RequestAborted);
        }
        catch (MemoriException failure) when (httpContext.Response.HasStarted)
        {
            // Too late for a status: only a connection that breaks off can say that this is not all. The database's words may hold data.
            LogBrokenOff(httpContext.RequestServices.GetRequiredService<ILogger<ResultDownload>>(), failure.Code, httpContext.TraceIdentifier);
            httpContext.Abort();
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var trailers = response.SupportsTrailers();
        if (trailers)
        {
            response.DeclareTrailer(RowsHeader);
            response.DeclareTrailer(TruncatedHeader);
        }

        var summary = await ResultWriter.WriteAsync(rows, format, response.Body, options, cancellationToken);
        if (trailers)
        {
            response.AppendTrailer(RowsHeader, summary.Rows.ToString(CultureInfo.InvariantCulture));
            response.AppendTrailer(TruncatedHeader, summary.Truncated ? "true" : "false");
        }
    }

    private async Task SendFileAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        var summary = await ResultWriter.WriteAsync(rows, format, file, options, cancellationToken);
        response.Headers[RowsHeader] = summary.Rows.ToString(CultureInfo.InvariantCulture);
        response.Headers[TruncatedHeader] = summary.Truncated ? "true" : "false";
        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The download of request {RequestId} broke off: {Code}")]
    private static partial void LogBrokenOff(ILogger logger, string code, string requestId);
}
