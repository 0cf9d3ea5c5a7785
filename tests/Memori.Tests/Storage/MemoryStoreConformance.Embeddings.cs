using Memori.Storage;

namespace Memori.Tests.Storage;

/// <summary>What every store of memories must do with vectors.</summary>
public abstract partial class MemoryStoreConformance
{
    private const string Model = "model/4";

    private IEmbeddingStore Vectors => (IEmbeddingStore)_store;

    [Fact]
    public async Task Embeddings_AreWorkedOffInBatchesAndThenSettled()
    {
        for (var i = 0; i < 5; i++)
        {
            await _store.AppendAsync(Some($"m{i}") with { Speaker = "Ann", Content = $"text {i}" }, $"k{i}", Cancellation);
        }

        await _store.AppendAsync(Some("old") with { Status = MemoryStatus.Archived }, "k", Cancellation);
        var embedded = new List<string>();
        while ((await Vectors.UnsettledAsync(Model, 10, Cancellation)).Contains(Ann))
        {
            var work = await Vectors.NextAsync(Ann, Model, 2, Cancellation);
            embedded.AddRange(work.Memories.Select(memory => $"{memory.MemoryId} {memory.ContentKey} {memory.Speaker} {memory.Content}"));
            await Vectors.SaveAsync(Ann, Model, [.. work.Memories.Select(Vector)], work.Version, Cancellation);
        }

        embedded.ShouldBe(["m0 k0 Ann text 0", "m1 k1 Ann text 1", "m2 k2 Ann text 2", "m3 k3 Ann text 3", "m4 k4 Ann text 4"]);
        (await Vectors.CountEmbeddingsAsync(Model, Cancellation)).ShouldBe(new EmbeddingCounts(5, 5));
        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).Count.ShouldBe(5);
        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).ShouldAllBe(embedding => embedding.Vector.ToArray().SequenceEqual(Bytes));
    }

    [Fact]
    public async Task Embeddings_RaiseTheVersionButNotTheMemories()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await EmbedAllAsync(Model);
        await _store.AppendAsync(Some("2"), "b", Cancellation);
        var since = await _store.VersionAsync(Ann, Cancellation);
        await EmbedAllAsync(Model);

        var changes = await _store.ChangesAsync(Ann, since, Cancellation);

        changes.Version.ShouldBeGreaterThan(since);
        changes.Written.ShouldBeEmpty();
        (await Vectors.EmbeddingsAsync(Ann, Model, since, Cancellation)).Single().MemoryId.ShouldBe("2");
        (await Vectors.EmbeddingsAsync(Ann, Model, changes.Version, Cancellation)).ShouldBeEmpty();
        (await Vectors.UnsettledAsync(Model, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Embeddings_OfChangedContent_AreNotUsedAndAreMadeAnew()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await _store.AppendAsync(Some("2"), "b", Cancellation);
        await EmbedAllAsync(Model);
        var since = await _store.VersionAsync(Ann, Cancellation);
        await _store.UpdateAsync(Ann, "1", memory => (memory with { Content = "new" }, "a2"), Cancellation);
        await _store.UpdateAsync(Ann, "2", memory => (memory with { Importance = 0.9 }, "b"), Cancellation);

        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).Single().MemoryId.ShouldBe("2");
        (await Vectors.EmbeddingsAsync(Ann, Model, since, Cancellation)).Single().MemoryId.ShouldBe("2", "its memory was written again");
        (await Vectors.CountEmbeddingsAsync(Model, Cancellation)).ShouldBe(new EmbeddingCounts(1, 2));
        (await Vectors.NextAsync(Ann, Model, 10, Cancellation)).Memories.Single().Content.ShouldBe("new");
    }

    [Fact]
    public async Task Embeddings_OfWhatChangedOrWentMeanwhile_ArePassedOver()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await _store.AppendAsync(Some("2"), "b", Cancellation);
        await _store.AppendAsync(Some("3"), "c", Cancellation);
        var work = await Vectors.NextAsync(Ann, Model, 10, Cancellation);
        await _store.UpdateAsync(Ann, "1", memory => (memory with { Content = "new" }, "a2"), Cancellation);
        await _store.DeleteAsync(Ann, "2", _ => true, Cancellation);

        await Vectors.SaveAsync(Ann, Model, [.. work.Memories.Select(Vector)], work.Version, Cancellation);

        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).Single().MemoryId.ShouldBe("3");
        (await Vectors.UnsettledAsync(Model, 10, Cancellation)).ShouldBe([Ann]);
        (await Vectors.NextAsync(Ann, Model, 10, Cancellation)).Memories.Single().MemoryId.ShouldBe("1");
    }

    [Fact]
    public async Task Embeddings_GoWithTheirMemories()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await _store.AppendAsync(Some("2") with { SessionId = "s" }, "b", Cancellation);
        await _store.AppendAsync(Some("3"), "c", Cancellation);
        await EmbedAllAsync(Model);

        await _store.DeleteAsync(Ann, "1", _ => true, Cancellation);
        await _store.DeleteAllAsync(Ann, "s", null, Cancellation);
        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).Single().MemoryId.ShouldBe("3");
        await _store.DeleteAllAsync(Ann, null, null, Cancellation);
        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).ShouldBeEmpty();

        await _store.AppendAsync(Some("1"), "a", Cancellation);
        (await Vectors.NextAsync(Ann, Model, 10, Cancellation)).Memories.Count.ShouldBe(1, "a vector that was deleted does not come back");
    }

    [Fact]
    public async Task Embeddings_OfModelsAndOwners_NeverMix()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await _store.AppendAsync(Some("1") with { Owner = Bob }, "a", Cancellation);
        await EmbedAllAsync(Model);

        (await Vectors.EmbeddingsAsync(Ann, "model/8", 0, Cancellation)).ShouldBeEmpty();
        (await Vectors.EmbeddingsAsync(Bob, Model, 0, Cancellation)).ShouldBeEmpty();
        (await Vectors.CountEmbeddingsAsync("model/8", Cancellation)).ShouldBe(new EmbeddingCounts(0, 2));
        (await Vectors.UnsettledAsync(Model, 10, Cancellation)).ShouldBe([Bob]);

        await EmbedAllAsync("model/8");
        (await Vectors.DropOtherModelsAsync("model/8", Cancellation)).ShouldBe(1);
        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).ShouldBeEmpty();
        (await Vectors.EmbeddingsAsync(Ann, "model/8", 0, Cancellation)).Count.ShouldBe(1);
        (await Vectors.NextAsync(Ann, Model, 10, Cancellation)).Memories.Count.ShouldBe(1, "a model that comes back begins anew");
    }

    [Fact]
    public async Task Embeddings_EmptyVector_CountsAsDone()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        var work = await Vectors.NextAsync(Ann, Model, 10, Cancellation);
        await Vectors.SaveAsync(Ann, Model, [new MemoryEmbedding("1", "a", default)], work.Version, Cancellation);

        (await Vectors.EmbeddingsAsync(Ann, Model, 0, Cancellation)).ShouldBeEmpty();
        (await Vectors.NextAsync(Ann, Model, 10, Cancellation)).Memories.ShouldBeEmpty();
        (await Vectors.CountEmbeddingsAsync(Model, Cancellation)).ShouldBe(new EmbeddingCounts(1, 1));
    }

    private static readonly byte[] Bytes = [0, 0, 128, 63, 1, 2, 3, 255];

    private static MemoryEmbedding Vector(UnembeddedMemory memory) => new(memory.MemoryId, memory.ContentKey, Bytes);

    private async Task EmbedAllAsync(string model)
    {
        var work = await Vectors.NextAsync(Ann, model, 100, Cancellation);
        await Vectors.SaveAsync(Ann, model, [.. work.Memories.Select(Vector)], work.Version, Cancellation);
    }
}
