using Memori.Embeddings;
using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Embeddings;

public sealed class EmbeddedRecallTests : IAsyncDisposable
{
    private static readonly Scope Ann = Scope.Create("ann");

    private readonly InMemoryStore _store = new();
    private readonly TimersTime _time = new();
    private readonly ParaphraseGenerator _generator = new(["canine", "puppy"], ["automobile", "sedan"], ["violin", "orchestra"]);
    private MemoryEmbeddings _embeddings;
    private MemoryEngine _engine;

    public EmbeddedRecallTests() => (_embeddings, _engine) = Start("model-a/32");

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Recall_OtherWordsSameMeaning_IsFound()
    {
        await RememberAsync("The puppy sleeps on the sofa", "We bought a blue sedan", "Her orchestra plays on Friday");
        await EmbedAsync();

        var found = await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine habits" });

        found[0].Memory.Content.ShouldStartWith("The puppy");
        found[0].Explanation.Vector!.Value.ShouldBeGreaterThan(0.2);
        found[0].Explanation.Terms.ShouldBeEmpty();
        found.Skip(1).ShouldAllBe(other => other.Score < found[0].Score / 3);
    }

    [Fact]
    public async Task Recall_SameWords_AreNotBuriedByMeaning()
    {
        await RememberAsync([.. Enumerable.Range(0, 50).Select(i => $"A puppy did trick number {i}"), "Invoice 4711 for canine food is paid"]);
        await EmbedAsync();

        var found = await _engine.RecallAsync(Ann, new RecallRequest { Query = "Is invoice 4711 for canine food paid?" });

        found[0].Memory.Content.ShouldStartWith("Invoice 4711");
        found[0].Explanation.Text.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public async Task Recall_BeforeTheWorkerCame_GoesByWords()
    {
        await RememberAsync("The puppy sleeps on the sofa");

        var found = await _engine.RecallAsync(Ann, new RecallRequest { Query = "Who sleeps?" });

        found.Single().Explanation.Vector.ShouldBeNull();
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine habits" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_ChangedMemory_HasNoVectorUntilItIsEmbeddedAnew()
    {
        await RememberAsync("The puppy sleeps on the sofa");
        await EmbedAsync();
        var id = (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" })).Single().Memory.Id;

        await _engine.UpdateAsync(Ann, id, new MemoryChange { Content = "A sedan stands outside" });

        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" })).ShouldBeEmpty();
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "automobile" })).ShouldBeEmpty();
        await EmbedAsync();
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "automobile" })).Single().Explanation.Vector!.Value.ShouldBeGreaterThan(0.2);
    }

    [Fact]
    public async Task Recall_ImportanceChanged_KeepsTheVector()
    {
        await RememberAsync("The puppy sleeps on the sofa");
        await EmbedAsync();
        var id = (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" })).Single().Memory.Id;

        await _engine.UpdateAsync(Ann, id, new MemoryChange { Importance = 1 });

        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" })).Single().Explanation.Vector!.Value.ShouldBeGreaterThan(0.2);
    }

    [Fact]
    public async Task Recall_ForgottenMemory_IsNotFoundByItsMeaning()
    {
        await RememberAsync("The puppy sleeps on the sofa", "A puppy barks");
        await EmbedAsync();
        var gone = (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" }))[0].Memory.Id;

        await _engine.ForgetAsync(Ann, gone);

        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" })).Single().Memory.Id.ShouldNotBe(gone);
    }

    [Fact]
    public async Task Recall_OfAnotherSession_IsNotFoundByMeaning()
    {
        var other = Scope.Create("ann", "other");
        await _engine.RememberAsync(other, new NewMemory { Content = "The puppy sleeps", Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto });
        await EmbedAsync();

        (await _engine.RecallAsync(other, new RecallRequest { Query = "canine" })).Count.ShouldBe(1);
        (await _engine.RecallAsync(Scope.Create("ann", "this"), new RecallRequest { Query = "canine" })).ShouldBeEmpty();
        (await _engine.RecallAsync(Scope.Create("bob"), new RecallRequest { Query = "canine" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Recall_GeneratorFails_GoesByWordsAndLeavesItInPeaceForAWhile()
    {
        await RememberAsync("The puppy sleeps on the sofa");
        await EmbedAsync();
        _generator.Failure = new HttpRequestException();
        var calls = _generator.Calls;

        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "Who sleeps?" })).Single().Explanation.Vector.ShouldBeNull();
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "Who sleeps at noon?" })).Single().Explanation.Vector.ShouldBeNull();
        _generator.Calls.ShouldBe(calls + 1);

        _generator.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(16));
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "Who sleeps now?" })).Single().Explanation.Vector.ShouldNotBeNull();
    }

    [Fact]
    public async Task Recall_GeneratorIsLate_GoesByWords()
    {
        await RememberAsync("The puppy sleeps on the sofa");
        await EmbedAsync();
        _generator.Gate = new TaskCompletionSource().Task;

        var recall = _engine.RecallAsync(Ann, new RecallRequest { Query = "Who sleeps?" });
        recall.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2.1));

        (await recall.WaitAsync(TimeSpan.FromSeconds(20))).Single().Explanation.Vector.ShouldBeNull();
    }

    [Fact]
    public async Task Recall_ManyMemories_PassesOverNoneThatBelongsAmongTheBest()
    {
        string[] words = ["puppy", "sedan", "violin", "garden", "river", "bread", "winter", "market"];
        var random = new Random(11);
        for (var i = 0; i < 400; i++)
        {
            // Dialogues, one narrator, and facts: each is searched in its own way.
            var said = string.Join(' ', Enumerable.Range(0, 6).Select(_ => words[random.Next(words.Length)] + random.Next(4)));
            var isFact = i % 5 == 0;
            await _engine.RememberAsync(Scope.Create("ann", isFact ? null : $"s{i % 7}"), new NewMemory
            {
                Content = $"{said} {i}",
                Kind = isFact ? MemoryKind.Fact : MemoryKind.Conversation,
                Speaker = isFact ? null : i % 7 < 4 ? (i / 7 % 2 == 0 ? "Ann" : "Bob") : "Ann",
            });
        }

        await EmbedAsync();
        foreach (var query in new[] { "canine in winter2", "automobile market1 market3", "orchestra", "Which puppy0 and sedan1 came to the river3?" })
        {
            var all = await _engine.RecallAsync(Ann, new RecallRequest { Query = query, Limit = 400 });
            foreach (var limit in new[] { 1, 5, 30 })
            {
                var best = await _engine.RecallAsync(Ann, new RecallRequest { Query = query, Limit = limit });
                all.Take(limit).Where(hit => hit.Explanation.Text + hit.Explanation.Conversation > 0).Select(hit => (hit.Memory.Id, hit.Score))
                    .ShouldBeSubsetOf(best.Select(hit => (hit.Memory.Id, hit.Score)));
            }
        }
    }

    [Fact]
    public async Task Recall_SameQuestionAgain_IsEmbeddedOnce()
    {
        await RememberAsync("The puppy sleeps on the sofa");
        await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" });
        await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" });

        _generator.Texts.ShouldBe(["canine"]);
    }

    [Fact]
    public async Task ModelChange_IsWorkedOff_AndSpacesNeverMix()
    {
        await RememberAsync("The puppy sleeps on the sofa", "We bought a blue sedan");
        await EmbedAsync();
        await _engine.DisposeAsync();
        (_embeddings, _engine) = Start("model-b/32");

        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" })).ShouldBeEmpty("its vectors are of the model before");
        var worker = new EmbeddingWorker(_store, _embeddings, _time);
        (await worker.ProgressAsync()).ShouldBe(new EmbeddingProgress("model-b/32", 0, 2));
        (await worker.RunAsync()).ShouldBe(2);
        (await worker.ProgressAsync()).ShouldBe(new EmbeddingProgress("model-b/32", 2, 2));
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "canine" }))[0].Memory.Content.ShouldStartWith("The puppy");
        (await _store.CountEmbeddingsAsync("model-a/32")).Done.ShouldBe(0, "what nobody compares any more is not kept");
    }

    [Fact]
    public async Task LocalEmbeddings_WithAWeight_FindPiecesOfWords()
    {
        using var local = new MemoryEmbeddings(
            new LocalEmbeddingGenerator(), LocalEmbeddingGenerator.Model, LocalEmbeddingGenerator.Dimensions, _time, new EmbeddingOptions { Weight = 0.3 });
        using var engine = new MemoryEngine(_store, _time, embeddings: local);
        await RememberAsync("The cluster runs Kubernetes 1.31", "Lunch is at noon", "The invoice is paid");

        (await engine.RecallAsync(Ann, new RecallRequest { Query = "kubernets" }))[0].Memory.Content.ShouldStartWith("The cluster");
    }

    [Fact]
    public void LocalEmbeddings_ByDefault_CountNothing()
    {
        using var local = new MemoryEmbeddings(new LocalEmbeddingGenerator(), LocalEmbeddingGenerator.Model, LocalEmbeddingGenerator.Dimensions, _time);

        local.Weight.ShouldBe(0);
    }

    private (MemoryEmbeddings Embeddings, MemoryEngine Engine) Start(string space)
    {
        var embeddings = new MemoryEmbeddings(_generator, space, ParaphraseGenerator.Dimensions, _time);
        return (embeddings, new MemoryEngine(_store, _time, embeddings: embeddings));
    }

    private Task<int> EmbedAsync() => new EmbeddingWorker(_store, _embeddings, _time).RunAsync();

    private async Task RememberAsync(params string[] contents)
    {
        foreach (var content in contents)
        {
            await _engine.RememberAsync(Ann, new NewMemory { Content = content, Kind = MemoryKind.Fact });
        }
    }
}
