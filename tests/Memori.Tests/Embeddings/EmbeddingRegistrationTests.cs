using Memori.Embeddings;
using Memori.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Tests.Embeddings;

public sealed class EmbeddingRegistrationTests
{
    [Fact]
    public async Task AddEmbeddings_OfAService_RecallsByMeaning()
    {
        await using var service = await EmbeddingService.StartAsync();
        service.Embed = text => text.Contains("puppy", StringComparison.Ordinal) || text == "canine" ? [1, 0.1f, 0] : [0, 0.1f, 1];
        var services = new ServiceCollection();
        services.AddMemori(options => options.Embeddings.Weight = 0.8).AddEmbeddings(service.Options());
        await using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<MemoryEngine>();
        await engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = "The puppy sleeps", Kind = MemoryKind.Fact });
        await engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = "Rain tomorrow", Kind = MemoryKind.Fact });

        (await provider.GetRequiredService<EmbeddingWorker>().RunAsync()).ShouldBe(2);

        var found = await engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "canine" });
        found[0].Memory.Content.ShouldBe("The puppy sleeps");
        found[0].Explanation.Vector!.Value.ShouldBeInRange(0.3, 0.801);
    }

    [Fact]
    public async Task AddMemori_WithAGeneratorOfTheApplicationsOwn_LeavesItAlone()
    {
        using var generator = new ParaphraseGenerator();
        var services = new ServiceCollection();
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(generator);
        services.AddMemori();
        await using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<MemoryEngine>();
        await engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = "The puppy sleeps", Kind = MemoryKind.Fact });

        (await engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "puppy" })).Single().Explanation.Vector.ShouldBeNull();

        generator.Calls.ShouldBe(0);
        provider.GetService<EmbeddingWorker>().ShouldBeNull();
    }
}
