using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Memori.Server.Tests.Telemetry.Export;

/// <summary>A collector that speaks OTLP over gRPC, as far as it must: it takes everything and says that it did, or never says anything.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<(string Path, string Text)> _received = new();

    private Collector(bool isSilent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(o => o.ConfigureEndpointDefaults(e => e.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            if (isSilent)
            {
                await Task.Delay(Timeout.Infinite, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
            await context.Response.Body.WriteAsync(new byte[5]);
        });
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>All that came of a signal; a byte a character, so that strings of protobuf are readable.</summary>
    public string Received(string signal) => string.Concat(_received.Where(one => one.Path.Contains(signal, StringComparison.OrdinalIgnoreCase)).Select(one => one.Text));

    public static async Task<Collector> StartAsync(bool isSilent = false)
    {
        var collector = new Collector(isSilent);
        await collector._app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }
}
