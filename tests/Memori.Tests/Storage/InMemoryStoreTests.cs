using Memori.Storage;

namespace Memori.Tests.Storage;

public sealed class InMemoryStoreTests : MemoryStoreConformance
{
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void EveryStoreOfTheEngineConforms() => EveryStoreConforms.Check(typeof(InMemoryStore).Assembly, typeof(InMemoryStoreTests).Assembly);

    protected override ValueTask<IMemoryStore> CreateAsync() => ValueTask.FromResult<IMemoryStore>(new InMemoryStore());
}
