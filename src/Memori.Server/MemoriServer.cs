using System.Text.Json.Serialization.Metadata;
using Memori.Server.Access;
using Memori.Server.Access.Network;
using Memori.Server.Ask;
using Memori.Server.Audit;
using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.DataSources;
using Memori.Server.Errors;
using Memori.Server.Monitoring.Requests;
using Memori.Text;
using Microsoft.Extensions.Options;

namespace Memori.Server;

/// <summary>The HTTP service.</summary>
public static class MemoriServer
{
    /// <summary>Where it listens unless told otherwise.</summary>
    public const string DefaultUrls = "http://127.0.0.1:8000";

    /// <summary>Builds the service; nothing listens until it is started. Call <see cref="ServiceStartup.PrepareAsync"/> on its services first.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="urls">Addresses separated by semicolons. One that other machines reach needs a key, <c>MEMORI_ADMIN_KEY</c> or tokens: else the start is refused.</param>
    /// <exception cref="MemoriException"><c>invalid-url</c>; <c>invalid-settings</c>; <c>tls-missing</c>.</exception>
    public static WebApplication Build(MemoriSettings settings, string urls) => Build(settings, urls, null);

    /// <summary>The same; the service takes on changes of its settings while it runs, as far as it can.</summary>
    /// <param name="reading">The settings, with where they were read.</param>
    /// <param name="urls">As above.</param>
    /// <exception cref="MemoriException">As above.</exception>
    public static WebApplication Build(SettingsReading reading, string urls) =>
        Build(reading.Settings, urls, services => services.AddSingleton(new LiveSettings(reading)).AddHostedService<SettingsWatch>());

    /// <summary>The same; what <paramref name="first"/> registers stands in the place of the service's own.</summary>
    internal static WebApplication Build(MemoriSettings settings, string urls, Action<IServiceCollection>? first)
    {
        var addresses = ListenAddresses.Parse(urls);
        var builder = WebApplication.CreateSlimBuilder();
        first?.Invoke(builder.Services);
        builder.WebHost.UseUrls(urls).UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(SourceLimits.OfServer(settings, addresses.AreLoopback)).AddAccess(settings, addresses);
        builder.Services.AddMemoriService(settings).AddLimits(settings).AddBackground(settings).AddReadiness().AddProxy(settings).AddTelemetry();
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = RequestFaults.Identify).AddExceptionHandler<ProblemExceptionHandler>().AddOpenApi(o => o.AddDocumentTransformer(OpenApiTexts.Describe)
            .AddOperationTransformer(OpenApiCallers.AddAsync).AddOperationTransformer(OpenApiFailures.AddAsync).AddSchemaTransformer(OpenApiFailures.DescribeProblem).AddSchemaTransformer(OpenApiFailures.DescribeNumber));
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            o.SerializerOptions.Encoder = ServiceJson.Readable.Options.Encoder;
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Readable.WithAddedModifier(RequiredFields.RefuseNull));
        });
        builder.Services.AddSingleton<IConfigureOptions<LoggerFilterOptions>, LiveLogLevel>();
        builder.Logging.AddServiceLogs(settings);

        var app = builder.Build();
        app.UseTelemetry();
        app.Use(RetryAfter.EnsureAsync);
        app.UseMiddleware<BrokenAnswers>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(RequestFaults.FillAsync);
        app.Use(RequestEnd.EndAsync);
        app.Use(RequestMetering.MeasureAsync);
        app.UseNetworkAccess();
        app.UseRequestLimits();
        app.Use(AuditGate.WatchAsync);
        app.UseAccessGate();
        app.UseRateLimit();
        app.MapAudited().MapHealth().MapMetrics().MapModels().MapGenerate().MapExecute().MapFeedback().MapMemories().MapSessionMemory().MapDataSources().MapUpload().MapPolicies().MapPairs()
            .MapKeys().MapJobs().MapUsage().MapMonitoring().MapChat().MapSessions().MapAudit().MapUsers();
        app.MapProxy();
        app.MapDocument();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.SwaggerEndpoint(OpenApiEndpoint.Route, "Memori");
        });
        return app;
    }

    /// <summary>Who is let in as things are now, in one sentence for whoever starts the service.</summary>
    public static Task<LocalizedText> WhoIsAdmittedAsync(IServiceProvider services, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<Authenticator>().DescribeAsync(cancellationToken);
}
