using Memori.Claude;
using Memori.Embeddings.Http;
using Memori.Postgres;
using Memori.Server.Access.Keys;
using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.DataSources;
using Memori.Server.Models;
using Memori.Server.State;
using Memori.Text2Sql;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Generation.Claude;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes the service from its libraries.</summary>
public static class MemoriServiceExtensions
{
    /// <summary>Adds memory on the store that the settings name, recall by meaning when there is an embedding service, the way of a question and, when there is a key, Claude.</summary>
    public static IServiceCollection AddMemoriService(this IServiceCollection services, MemoriSettings settings)
    {
        services.AddLogging();
        services.AddSingleton(settings);
        services.TryAddSingleton(new LiveSettings(settings));
        services.TryAddSingleton(SourceLimits.OfPerson(settings));
        var memori = services.AddMemori(options => options.Lifecycle.MaximumCaptured = settings.MaxCapturedMemories);
        if (settings.KeepsInPostgres)
        {
            memori.AddPostgresStore(PostgresOf(settings));
            services.AddSingleton<IStateCare, PostgresState>();
        }
        else
        {
            memori.AddSqliteStore(settings.StateFile);
            services.AddSingleton<IStateCare, EmbeddedState>();
        }

        if (settings is { EmbeddingUrl: { } url, EmbeddingModel: { } model, EmbeddingDimensions: { } dimensions })
        {
            memori.AddEmbeddings(new HttpEmbeddingOptions { Address = url, Model = model, Dimensions = dimensions, ApiKey = settings.EmbeddingKey });
            services.AddScheduledWork<ReembeddingWork>();
        }

        services.AddSingleton<ApiKeys>();
        services.AddAudit().AddUsers();
        services.AddResponseCache(settings);
        services.TryAddSingleton(settings.LoadModels());
        services.AddSingleton(settings.Context);
        var ladder = services.AddText2Sql(new AskOptions
        {
            RowLimit = settings.MaxRows,
            Execution = new ExecutionOptions { Timeout = TimeSpan.FromSeconds(settings.QueryTimeoutSeconds) },
            Export = new ExportOptions { MaxRows = settings.MaxExportRows },
        });
        if (settings.AnthropicApiKey is not null)
        {
            services.AddSingleton(new ClaudeGenerationOptions { SendValues = settings.ClaudeSendValues, StrongModel = settings.ClaudeStrongModel });
            services.AddClaude(options => Configure(options, settings));
            services.AddChat();
            ladder.AddClaudeGenerator();
            if (settings.ClaudeExtraction)
            {
                memori.AddChatExtraction();
            }
        }

        return services.AddUsage().AddSessions().AddJobs().AddMonitoring();
    }

    private static PostgresOptions PostgresOf(MemoriSettings settings) =>
        new() { Url = settings.DatabaseUrl!, DirectUrl = settings.DatabaseDirectUrl, MaximumConnections = settings.DatabaseConnections };

    private static void Configure(ClaudeOptions options, MemoriSettings settings)
    {
        options.ApiKey = settings.AnthropicApiKey;
        options.Model = settings.ClaudeModel;
        options.CatalogPath = settings.ModelCatalog;
        options.BaseUrl = settings.AnthropicBaseUrl ?? options.BaseUrl;
        options.RequestsPerMinute = settings.RequestsPerMinute;
    }
}
