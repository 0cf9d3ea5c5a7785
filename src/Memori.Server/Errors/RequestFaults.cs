using System.Text;
using System.Text.Json;
using Memori.Server.Proxy;
using Memori.Text;
using Microsoft.AspNetCore.Diagnostics;
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
    public static ProblemDetails Describe(int status, Language language, Exception? cause = null)
    {
        var json = cause?.InnerException as JsonException;
        var (code, text) = status switch
        {
            StatusCodes.Status400BadRequest when json is not null => ("bad-request", OfJson(json)),
            StatusCodes.Status400BadRequest => ("bad-request", new LocalizedText("The body is not the JSON that /docs describes.", "请求体不符合 /docs 所述的 JSON 格式。")),
            StatusCodes.Status404NotFound => ("no-such-route", new LocalizedText("There is no such route: see /docs.", "没有这个接口,请查看 /docs。")),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", new LocalizedText("This route has another method: see /docs.", "该接口不支持此请求方法,请查看 /docs。")),
            StatusCodes.Status413PayloadTooLarge => ("too-large", new LocalizedText("The body is too large.", "请求体过大。")),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", new LocalizedText("Send the body as application/json in UTF-8.", "请以 UTF-8 编码的 application/json 发送请求体。")),
            _ => ("bad-request", new LocalizedText($"The request can't be answered ({status}).", $"无法处理该请求({status})。")),
        };
        return new ProblemDetails { Status = status, Detail = text.In(language), Extensions = { ["code"] = code } };
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
            ProblemDetails = Describe(http.Response.StatusCode, RequestLanguage.Of(http.Request)),
        });
    }
}
