using System.Globalization;
using System.Text;
using System.Text.Json;
using Memori.Server.Configuration;
using Memori.Server.Proxy;
using Memori.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Memori.Server.Errors;

/// <summary>What is wrong with a request that no endpoint saw: as ProblemDetails like every other failure, never an empty answer.</summary>
internal static class RequestFaults
{
    /// <summary>The member of a problem with the id of its request.</summary>
    public const string RequestId = "request_id";

    /// <summary>Whether the charset of the body's content type is one that can be read; the framework fails on an unknown one.</summary>
    public static bool HasUnknownCharset(HttpRequest request)
    {
        try
        {
            // Also one in quotes that has no name.
            return request.GetTypedHeaders().ContentType?.Charset.Value is { Length: > 0 } charset && Encoding.GetEncoding(charset.Trim('"')) is null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // UTF-7 is known, and refused for what it hid.
            return true;
        }
    }

    /// <summary>The words and code for a status.</summary>
    public static ProblemDetails Describe(int status, HttpContext context, Language language, Exception? cause = null)
    {
        var json = cause?.InnerException as JsonException;
        var (code, text) = status switch
        {
            StatusCodes.Status400BadRequest when json is not null => ("bad-request", OfJson(json)),
            StatusCodes.Status400BadRequest when cause is not null && OfParameter(cause.Message, context.Request) is { } parameter => ("bad-request", parameter),
            StatusCodes.Status400BadRequest => ("bad-request", new LocalizedText("The body is not the JSON that /docs describes.", "请求体不符合 /docs 所述的 JSON 格式。")),
            StatusCodes.Status404NotFound => ("no-such-route", new LocalizedText("There is no such route: see /docs.", "没有这个接口,请查看 /docs。")),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", new LocalizedText("This route has another method: see /docs.", "该接口不支持此请求方法,请查看 /docs。")),
            StatusCodes.Status413PayloadTooLarge => ("too-large", TooLarge(context)),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", new LocalizedText("Send the body as application/json in UTF-8.", "请以 UTF-8 编码的 application/json 发送请求体。")),
            _ => ("bad-request", new LocalizedText($"The request can't be answered ({status}).", $"无法处理该请求({status})。")),
        };
        return new ProblemDetails { Status = status, Detail = text.In(language), Extensions = { ["code"] = code } }.Entitle(language);
    }

    /// <summary>What is missing, where it is no JSON, or where it has another form.</summary>
    private static LocalizedText OfJson(JsonException fault)
    {
        const string missing = "missing required properties including: ";
        if (fault.Message.IndexOf(missing, StringComparison.Ordinal) is var at and >= 0)
        {
            var names = fault.Message[(at + missing.Length)..].Split("' ", 2)[0].Replace("'", "", StringComparison.Ordinal).TrimEnd('.');
            return new LocalizedText($"The body lacks {names}: see /docs.", $"请求体缺少 {names},请查看 /docs。");
        }

        // The reader's own failure is the inner one; a value of the wrong type has none.
        return fault.InnerException is JsonException
            ? new LocalizedText(
                $"The body is not JSON: look at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.", $"请求体不是有效的 JSON,请检查第 {fault.LineNumber + 1} 行第 {fault.BytePositionInLine + 1} 字节。")
            : new LocalizedText(
                $"The body is not the JSON that /docs describes: look at {fault.Path}.", $"请求体不符合 /docs 所述的 JSON 格式,请检查 {fault.Path}。");
    }

    /// <summary>Which parameter of the query or the path can't be read, or is missing; null when it is about something else. The framework says so only in a sentence.</summary>
    private static LocalizedText? OfParameter(string said, HttpRequest request)
    {
        const string from = " from \"";
        if (said.StartsWith("Failed to bind parameter", StringComparison.Ordinal) && said.IndexOf(from, StringComparison.Ordinal) is var at and >= 0)
        {
            var value = said[(at + from.Length)..].TrimEnd('.').TrimEnd('"');
            return Array.Find([.. request.Query], one => one.Value.Contains(value)).Key is { } name
                ? new LocalizedText($"The value of the query parameter {name} can't be read: see /docs.", $"无法读取查询参数 {name} 的值,请查看 /docs。")
                : Array.Find([.. request.RouteValues], one => one.Value?.ToString() == value).Key is { } part
                    ? new LocalizedText($"The {part} in the path can't be read: see /docs.", $"无法读取路径中的 {part},请查看 /docs。")
                    : new LocalizedText("A parameter of the query can't be read: see /docs.", "无法读取某个查询参数,请查看 /docs。");
        }

        const string required = "Required parameter \"";
        if (said.StartsWith(required, StringComparison.Ordinal) && said.Contains("query string", StringComparison.Ordinal))
        {
            var name = said[required.Length..].Split('"')[0].Split(' ')[^1];
            return new LocalizedText($"The query parameter {name} is missing: see /docs.", $"缺少查询参数 {name},请查看 /docs。");
        }

        return null;
    }

    /// <summary>The limit that counted for a request, and the setting that raises it where it is the usual one.</summary>
    private static LocalizedText TooLarge(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is not { } bytes)
        {
            return new LocalizedText("The body is too large.", "请求体过大。");
        }

        var usual = context.RequestServices.GetRequiredService<MemoriSettings>().MaxBodyMegabytes * (1L << 20);
        var (setting, limit) = (bytes == usual ? " (MEMORI_MAX_BODY_MB)" : "", string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MiB"));
        return new LocalizedText($"The body is too large: at most {limit} are taken here{setting}.", $"请求体过大:此处最多接受 {limit}{setting}。");
    }

    /// <summary>Gives a problem the id of its request, which the log knows it by.</summary>
    public static void Identify(ProblemDetailsContext context) => context.ProblemDetails.Extensions[RequestId] = context.HttpContext.TraceIdentifier;

    /// <summary>Fills an answer that has a status and no body.</summary>
    public static async Task FillAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (ProxyFault.IsDoor(http.Request))
        {
            await ProxyFault.OfRequest(http.Response.StatusCode).WriteAsync(http);
            return;
        }

        await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = Describe(http.Response.StatusCode, http, RequestLanguage.Of(http.Request)),
        });
    }
}
