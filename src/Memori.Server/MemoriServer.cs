using Memori.Server.Access;
using Memori.Server.Ask;
using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Server.DataSources;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Server.Monitoring.Requests;
using Memori.Text;
using Microsoft.Extensions.Logging.Console;

namespace Memori.Server;

/// <summary>The HTTP service.</summary>
public static class MemoriServer
{
    /// <summary>Where it listens unless told otherwise.</summary>
    public const string DefaultUrls = "http://127.0.0.1:8000";

    /// <summary>Builds the service; nothing listens until it is started. Call <see cref="ServiceStartup.PrepareAsync"/> on its services first.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="urls">Addresses separated by semicolons; only loopback.</param>
    /// <exception cref="MemoriException"><c>loopback-only</c>: an address is not this machine's alone.</exception>
    public static WebApplication Build(MemoriSettings settings, string urls) => Build(settings, urls, null);

    /// <summary>The same; what <paramref name="first"/> registers stands in the place of the service's own.</summary>
    internal static WebApplication Build(MemoriSettings settings, string urls, Action<IServiceCollection>? first)
    {
        RequireLoopback(urls);
        var builder = WebApplication.CreateSlimBuilder();
        first?.Invoke(builder.Services);
        builder.WebHost.UseUrls(urls);
        builder.Services.AddSingleton(SourceLimits.OfServer(settings, isLoopback: true));
        builder.Services.AddMemoriService(settings).AddSingleton<ConcurrencyGate>().AddHostedService<BackgroundWork>().AddHostedService<EmbeddingWork>()
            .AddHostedService<LedgerWork>().AddProxy(settings);
        builder.Services.AddProblemDetails().AddExceptionHandler<ProblemExceptionHandler>().AddOpenApi(o => o.AddDocumentTransformer(OpenApiTexts.Describe));
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            o.SerializerOptions.Encoder = ServiceJson.Readable.Options.Encoder;
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Readable);
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // Ours says what it answered and logs what is our fault.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);

        // A start that fails is explained by whoever started it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages(RequestFaults.FillAsync);
        app.Use(RequestMetering.MeasureAsync);
        app.Use(LoopbackOnly.Check);
        app.Use(AccessGate.CheckAsync);
        app.MapHealth().MapModels().MapGenerate().MapExecute().MapFeedback().MapMemories().MapSessionMemory().MapDataSources().MapUpload().MapPolicies().MapPairs()
            .MapKeys().MapUsage().MapMonitoring().MapChat().MapProxy();
        app.MapOpenApi("/openapi.json");
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.SwaggerEndpoint("/openapi.json", "Memori");
        });
        return app;
    }

    private static void RequireLoopback(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new MemoriException(FaultKind.BadRequest, "invalid-url", new LocalizedText($"{url} is not an http address.", $"{url} 不是有效的 http 地址。"));
            }

            if (!LoopbackOnly.IsLoopback(address.Host))
            {
                throw new MemoriException(FaultKind.BadRequest, "loopback-only", new LocalizedText(
                    $"The service listens on this machine only so far, not on {address.Host}. Use http://127.0.0.1:{address.Port}.",
                    $"服务目前只能监听本机,不能监听 {address.Host}。请使用 http://127.0.0.1:{address.Port}。"));
            }
        }
    }
}
