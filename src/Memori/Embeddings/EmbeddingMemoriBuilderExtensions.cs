using Memori;
using Memori.Embeddings;
using Memori.Embeddings.Http;
using Memori.Storage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers embeddings.</summary>
public static class EmbeddingMemoriBuilderExtensions
{
    /// <summary>
    /// Recall uses the embeddings of a generator beside the words. Memory texts and questions go to the generator. Adds <see cref="MemoryEmbeddings"/> and
    /// <see cref="EmbeddingWorker"/> as singletons; a host calls the latter from time to time. The last call counts.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <param name="generator">Makes the generator.</param>
    /// <param name="space">The name of its vector space; see <see cref="MemoryEmbeddings.Space"/>.</param>
    /// <param name="dimensions">How many numbers its vectors have.</param>
    public static MemoriBuilder AddEmbeddings(
        this MemoriBuilder builder, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> generator, string space, int dimensions)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton(provider => new MemoryEmbeddings(
            generator(provider),
            space,
            dimensions,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MemoriOptions>().Embeddings,
            provider.GetService<ILogger<MemoryEmbeddings>>())));
        builder.Services.TryAddSingleton(provider => new EmbeddingWorker(
            provider.GetRequiredService<IMemoryStore>(),
            provider.GetRequiredService<MemoryEmbeddings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IJobStore>(),
            provider.GetService<ILogger<EmbeddingWorker>>()));
        return builder;
    }

    /// <summary>Recall uses the embeddings of a service that speaks <c>/v1/embeddings</c> beside the words.</summary>
    /// <exception cref="MemoriException"><c>embedding-settings</c>, when the services are first used.</exception>
    public static MemoriBuilder AddEmbeddings(this MemoriBuilder builder, HttpEmbeddingOptions service) =>
        builder.AddEmbeddings(provider => new HttpEmbeddingGenerator(service, provider.GetRequiredService<TimeProvider>()), service.Space, service.Dimensions);

    /// <summary>
    /// Recall uses the built-in embeddings beside the words, with the weight that <see cref="EmbeddingOptions.Weight"/> gives them. By default that is none:
    /// measured, they add nothing to a recall by words that knows stems, word classes and rarity.
    /// </summary>
    public static MemoriBuilder AddLocalEmbeddings(this MemoriBuilder builder) =>
        builder.AddEmbeddings(_ => new LocalEmbeddingGenerator(), LocalEmbeddingGenerator.Model, LocalEmbeddingGenerator.Dimensions);
}
