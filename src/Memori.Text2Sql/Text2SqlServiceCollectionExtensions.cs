using Memori;
using Memori.Ingestion;
using Memori.Jobs;
using Memori.Text2Sql;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Generation.Remembered;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Learning.Pairs;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Suggesting;
using Memori.Text2Sql.Verification;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the way of a question.</summary>
public static class Text2SqlServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="AskPipeline"/>, <see cref="SqlPipeline"/>, <see cref="ContextBuilder"/> and <see cref="FeedbackPipeline"/> with the remembered and the embedded generator. Needs a memory engine
    /// and an <c>IDatabase</c>, for example <c>AddMemori().AddSqliteStore(path)</c>. What is registered already stays.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">Limits and thresholds; the defaults when null.</param>
    public static Text2SqlBuilder AddText2Sql(this IServiceCollection services, AskOptions? options = null)
    {
        services.TryAddSingleton(options ?? new AskOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.AddDatabases().AddStages();
        services.TryAddSingleton(p => new AskPipeline(
            p.GetRequiredService<Grounder>(),
            p.GetRequiredService<GeneratorLadder>(),
            p.GetRequiredService<Answerer>(),
            p.GetRequiredService<Learner>(),
            p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(p => new ContextBuilder(p.GetRequiredService<Grounder>(), p.GetRequiredService<MemoryEngine>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(p => new SqlPipeline(
            p.GetRequiredService<AccessCatalog>(), p.GetRequiredService<SqlGuard>(), p.GetRequiredService<QueryRunner>(), p.GetRequiredService<AskOptions>()));
        services.TryAddSingleton(p => new QuestionSuggestions(p.GetRequiredService<AccessCatalog>(), p.GetRequiredService<PairLibrary>()));
        services.TryAddSingleton(p => new FeedbackPipeline(
            p.GetRequiredService<MemoryEngine>(),
            p.GetRequiredService<DataSourceCatalog>(),
            p.GetRequiredService<PairFinder>(),
            p.GetRequiredService<PairProver>()));
        return new Text2SqlBuilder(services).AddGenerator<RememberedSqlGenerator>().AddGenerator<EmbeddedSqlGenerator>();
    }

    private static IServiceCollection AddDatabases(this IServiceCollection services)
    {
        services.TryAddSingleton(new DataSourceOptions());
        services.TryAddSingleton<ISchemaReader, SchemaReader>();
        services.TryAddSingleton<IQueryExecutor, QueryExecutor>();
        services.TryAddSingleton<QueryRunner>();
        services.TryAddSingleton<FileImports>();
        services.TryAddSingleton<FileUploads>();
        services.TryAddSingleton<DataSourceCatalog>();
        services.TryAddSingleton<DataSourceRemoval>();
        services.TryAddSingleton<ConnectionCheck>();
        services.TryAddSingleton<RoleScript>();
        services.TryAddSingleton<SchemaCatalog>();
        services.TryAddSingleton<PolicyStore>();
        services.TryAddSingleton<CallerProfiler>();
        services.TryAddSingleton<PolicyProbe>();
        services.TryAddSingleton(p => new AccessCatalog(
            p.GetRequiredService<DataSourceCatalog>(), p.GetRequiredService<SchemaCatalog>(), p.GetRequiredService<PolicyStore>(), p.GetRequiredService<CallerProfiler>()));
        services.TryAddSingleton(p => new AccessPolicies(
            p.GetRequiredService<PolicyStore>(), p.GetRequiredService<SchemaCatalog>(), p.GetRequiredService<AccessCatalog>(), p.GetRequiredService<SqlGuard>(),
            p.GetRequiredService<PolicyProbe>()));
        return services;
    }

    private static IServiceCollection AddStages(this IServiceCollection services)
    {
        services.TryAddSingleton(new ContextOptions());
        services.TryAddSingleton(_ => new DatabaseIndexCache());
        services.TryAddSingleton<SchemaMemories>();
        services.TryAddSingleton<Grounder>();
        services.TryAddSingleton<GeneratorLadder>();
        services.TryAddSingleton(p => new SqlGuard(GuardOptions.For(p.GetRequiredService<AskOptions>().Export.MaxRows)));
        services.TryAddSingleton<Verifier>();
        services.TryAddSingleton<Answerer>();
        services.TryAddSingleton<Learner>();
        return services.AddPairs();
    }

    private static IServiceCollection AddPairs(this IServiceCollection services)
    {
        services.TryAddSingleton<PairRecall>();
        services.TryAddSingleton<PairFinder>();
        services.TryAddSingleton<PairProver>();
        services.TryAddSingleton(p => new PairLibrary(
            p.GetRequiredService<MemoryEngine>(),
            p.GetRequiredService<PairFinder>(),
            p.GetRequiredService<PairProver>(),
            p.GetRequiredService<AccessCatalog>(),
            p.GetRequiredService<DataSourceCatalog>(),
            p.GetRequiredService<SqlGuard>(),
            p.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMemoryValidator, QuerySqlValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISchemaObserver, PairDrift>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJobHandler, VerifyPairsJob>());
        return services;
    }
}
