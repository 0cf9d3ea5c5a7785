using Memori.Server.Access.Network;
using Memori.Server.Ask;
using Memori.Server.Configuration;
using Memori.Server.Errors;
using Memori.Server.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.State;

/// <summary>
/// Listens in the service's place as long as its state can't be reached: it is alive and not ready, and refuses everything else, with what is wrong and when to try again.
/// Nothing of the service runs that could meet a state that is not up to date.
/// </summary>
internal static class WaitingServer
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Brings the state up to date; as long as it is unavailable, listens and tries again.</summary>
    /// <param name="services">The services of the service that is to start.</param>
    /// <param name="urls">Where it is to listen.</param>
    /// <param name="begin">Starts what listens; called once, when the state turns out to be unavailable, with what is wrong.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the state is up to date; false when the process was told to end meanwhile.</returns>
    public static async Task<bool> PrepareAsync(IServiceProvider services, string urls, Func<WebApplication, MemoriException, Task> begin, CancellationToken cancellationToken)
    {
        WebApplication? waiting = null;
        try
        {
            while (await TryAsync(services, cancellationToken) is { } fault)
            {
                if (waiting is null)
                {
                    waiting = Build(services.GetRequiredService<MemoriSettings>(), urls, fault);
                    await begin(waiting, fault);
                }

                // Signals go to what listens.
                using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, waiting.Lifetime.ApplicationStopping);
                await Task.Delay(Pause, services.GetRequiredService<TimeProvider>(), ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (ends.IsCancellationRequested)
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            if (waiting is not null)
            {
                await waiting.DisposeAsync();
            }
        }
    }

    private static async Task<MemoriException?> TryAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await ServiceStartup.PrepareAsync(services, cancellationToken);
            return null;
        }
        catch (MemoriException fault) when (fault.Kind == FaultKind.Unavailable && services.GetRequiredService<MemoriSettings>().KeepsInPostgres)
        {
            return fault;
        }
    }

    private static WebApplication Build(MemoriSettings settings, string urls, MemoriException fault)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls).UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddHttps(settings, ListenAddresses.Parse(urls));
        builder.Services.AddProblemDetails(o => o.CustomizeProblemDetails = RequestFaults.Identify).AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ServiceJson.Readable);
        });
        builder.Logging.AddServiceLogs(settings);
        builder.Logging.AddFilter(typeof(ProblemExceptionHandler).FullName, LogLevel.None);
        var app = builder.Build();
        app.Use(RetryAfter.EnsureAsync);
        app.UseExceptionHandler();
        app.MapGet("/health", () => new HealthDocument("ok", new ClaudeHealthDocument("closed", 0, null)));
        app.MapGet("/health/ready", (HttpRequest request) => TypedResults.Json(
            ReadyDocument.From([new ReadyCheck("store", HealthStatus.Unhealthy, TimeSpan.Zero, null, fault.Text)], detailed: true, RequestLanguage.Of(request)),
            statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapFallback("{**path}", IResult () => throw new MemoriException(fault.Kind, fault.Code, fault.Text));
        return app;
    }
}
