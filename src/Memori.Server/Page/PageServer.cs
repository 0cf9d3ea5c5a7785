using System.Security.Cryptography;
using System.Text;
using Memori.Server.Errors;
using Memori.Text;
using Microsoft.Net.Http.Headers;

namespace Memori.Server.Page;

/// <summary>
/// Serves the page: its files by their names, and index.html for every other address that a person opens, so that the page's own links can be kept. What is the API's
/// is never its. Needs no key: the page holds nothing, and asks the API in the name of whoever signed in.
/// </summary>
internal sealed class PageServer(RequestDelegate next, PageFiles files)
{
    /// <summary>What stands in index.html wherever the nonce of an answer belongs.</summary>
    public const string NonceMark = "__CSP_NONCE__";

    private const string Html = "text/html; charset=utf-8";

    // First segments of the service's own routes.
    private static readonly string[] Reserved = ["/api", "/v1", "/health", "/metrics", "/docs", "/openapi.json"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.GetEndpoint() is not null || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || Array.Exists(Reserved, own => request.Path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase)))
        {
            return next(context);
        }

        var path = request.Path.Value ?? "/";
        return files.Find(path) is { } file ? SendAsync(context, file)
            : IsPage(request, path) ? files.IndexText is { } index ? SendPageAsync(context, index, StatusCodes.Status200OK) : SendPageAsync(context, Missing(request), StatusCodes.Status404NotFound)
            : next(context);
    }

    // What has an extension is a file that is not there.
    private static bool IsPage(HttpRequest request, string path) =>
        path is "/" or "/index.html"
        || (!path[(path.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal)
            && request.GetTypedHeaders().Accept.Any(static accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase)));

    private static async Task SendPageAsync(HttpContext context, string html, int status)
    {
        var (response, nonce) = (context.Response, Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)));
        var bytes = Encoding.UTF8.GetBytes(html.Replace(NonceMark, nonce, StringComparison.Ordinal));
        response.StatusCode = status;
        response.ContentType = Html;
        response.ContentLength = bytes.Length;

        // Asked for anew every time, without a tag: a copy would have the nonce of another answer.
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = PolicyOf(nonce);
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    // Style attributes are what charts and the editor place themselves with; they load and run nothing.
    private static string PolicyOf(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static async Task SendAsync(HttpContext context, PageFile file)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ETag = file.Tag;
        response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (request.Headers.IfNoneMatch.Any(known => known == file.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (bytes, encoding) = file.For(request.GetTypedHeaders().AcceptEncoding);
        response.ContentType = file.ContentType;
        response.ContentLength = bytes.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private static string Missing(HttpRequest request)
    {
        var (title, text) = (
            new LocalizedText("The page is not built", "页面尚未构建"),
            new LocalizedText(
                "The service runs. For the page, install Node 20 or newer with npm and start it with ./memori serve; or use the API, described at /docs.",
                "服务已在运行。如需网页,请安装 Node 20 或更新版本及 npm,再用 ./memori serve 启动;也可以使用 API,说明见 /docs。"));
        var language = RequestLanguage.Of(request);
        return $$"""
            <!doctype html>
            <html lang="{{(language == Language.Chinese ? "zh-CN" : "en")}}">
            <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Memori</title>
            <style nonce="{{NonceMark}}">body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
            <h1>{{title.In(language)}}</h1>
            <p>{{text.In(language)}}</p>
            </html>
            """;
    }
}
