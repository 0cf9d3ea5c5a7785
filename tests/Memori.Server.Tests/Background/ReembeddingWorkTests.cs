using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Server.Tests.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Background;

public sealed class ReembeddingWorkTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-embed-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task It_is_among_the_jobs_when_there_is_an_embedding_service_and_says_how_far_it_is()
    {
        var settings = new MemoriSettings { DataDirectory = _data.FullName, EmbeddingUrl = new Uri("http://127.0.0.1:9"), EmbeddingModel = "bge-m3", EmbeddingDimensions = 8 };
        await using var host = await WorkHost.StartAsync(settings, TimeProvider.System);
        var runner = host.Services.GetRequiredService<WorkRunner>();
        var record = await runner.RunNowAsync(runner.Find("re-embedding"));
        record.Outcome.ShouldBe(WorkOutcome.Done);
        record.Note!.ShouldContain("0 of 0 memories have a vector of");
    }
}
