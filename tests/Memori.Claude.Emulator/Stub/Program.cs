using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Memori.Claude.Emulator.Stub;

/// <summary>
/// The API as a process of its own that costs next to nothing, for benchmarks: no rules, no records, always the same answer of a given length
/// (100 tokens of input), streamed or not. Prints its address, and ends by a signal.
/// </summary>
internal static class Program
{
    private static readonly byte[] Counted = "{\"input_tokens\":100}"u8.ToArray();

    private static async Task<int> Main(string[] args)
    {
        if (StubOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("usage: dotnet Memori.Claude.Emulator.dll [--port N] [--latency MS] [--tokens-per-reply N]").ConfigureAwait(false);
            return 2;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(FormattableString.Invariant($"http://127.0.0.1:{options.Port}")).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var reply = new StubReply(options.Tokens);
        app.Run(context => HandleAsync(context, options, reply));
        await app.StartAsync().ConfigureAwait(false);
        await Console.Out.WriteLineAsync(app.Urls.Single()).ConfigureAwait(false);
        await app.WaitForShutdownAsync().ConfigureAwait(false);
        return 0;
    }

    private static async Task HandleAsync(HttpContext context, StubOptions options, StubReply reply)
    {
        var streamed = await AsksForStreamAsync(context.Request).ConfigureAwait(false);
        context.Response.Headers["request-id"] = "req_000001";
        if (context.Request.Path.Value?.EndsWith("/count_tokens", StringComparison.Ordinal) == true)
        {
            await WriteAsync(context, "application/json", Counted).ConfigureAwait(false);
            return;
        }

        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, context.RequestAborted).ConfigureAwait(false);
        }

        if (!streamed)
        {
            await WriteAsync(context, "application/json", reply.Body).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "text/event-stream; charset=utf-8";
        foreach (var data in reply.Events)
        {
            await context.Response.Body.WriteAsync(data, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Looks for <c>"stream":true</c> without reading the JSON: nobody who measures says it in a text.</summary>
    private static async Task<bool> AsksForStreamAsync(HttpRequest request)
    {
        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        return bytes.IndexOf("\"stream\":true"u8) >= 0 || bytes.IndexOf("\"stream\": true"u8) >= 0;
    }
}
