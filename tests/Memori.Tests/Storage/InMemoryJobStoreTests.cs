using Memori.Storage;

namespace Memori.Tests.Storage;

public sealed class InMemoryJobStoreTests : JobStoreConformance
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override ValueTask<(IMemoryStore Memories, IJobStore Jobs)> CreateAsync()
    {
        var store = new InMemoryStore(Time);
        return ValueTask.FromResult<(IMemoryStore, IJobStore)>((store, store));
    }
}
