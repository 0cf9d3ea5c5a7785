using Memori.Evaluation;
using Memori.Storage;

namespace Memori.FitRecall;

/// <summary>A recall set, remembered once, and which of its spaces the fit may look at. Sets are kinds of conversations: each counts the same.</summary>
internal sealed class FitSet
{
    private readonly InMemoryStore _store;

    private FitSet(RecallSet set, int unseen, InMemoryStore store)
    {
        _store = store;
        Set = set;
        Fitted = set.Spaces.SkipLast(unseen).Select(space => space.Id).ToHashSet();
        Unseen = set.Spaces.TakeLast(unseen).Select(space => space.Id).ToHashSet();
    }

    public RecallSet Set { get; }

    public IReadOnlySet<string> Fitted { get; }

    public IReadOnlySet<string> Unseen { get; }

    /// <summary>Reads <c>path</c>, <c>path=3</c> (the last three spaces are unseen) or <c>path=all</c>; a third is unseen where nothing is said.</summary>
    public static async Task<FitSet> ReadAsync(string argument)
    {
        var parts = argument.Split('=', 2);
        await using var file = File.OpenRead(parts[0]);
        var set = await RecallSet.ReadAsync(file);
        var unseen = parts.Length == 1 ? (set.Spaces.Count + 2) / 3
            : parts[1] == "all" ? set.Spaces.Count
            : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        var read = new FitSet(set, Math.Clamp(unseen, 0, set.Spaces.Count), new InMemoryStore());
        using var engine = new MemoryEngine(read._store, TimeProvider.System);
        await new RecallEvaluation(engine, TimeProvider.System).RememberAsync(set);
        return read;
    }

    /// <summary>The figures with some weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="others">To how many other spaces each question is put.</param>
    /// <param name="isSearch">Whether only the fitted spaces are looked at.</param>
    public async Task<FitFigures> MeasureAsync(WeightSet weights, int others, bool isSearch)
    {
        weights.Enter();
        var options = new MemoriOptions { Recall = weights.Options };
        using var engine = new MemoryEngine(_store, TimeProvider.System, options);
        var evaluation = new RecallEvaluation(engine, TimeProvider.System);
        var looked = isSearch ? Set with { Spaces = [.. Set.Spaces.Where(space => Fitted.Contains(space.Id))] } : Set;
        var recall = await evaluation.AskAsync(looked, top: 10);
        return new FitFigures(this, recall, others == 0 ? null : await evaluation.AbstainAsync(looked, others), options.Recall.InjectionSureness);
    }
}

/// <summary>What was measured on a set.</summary>
internal sealed record FitFigures(FitSet Set, RecallFigures Recall, AbstentionFigures? Abstention, double Sureness)
{
    /// <summary>R@5 and R@10 on some of the spaces.</summary>
    public (double At5, double At10) At(IReadOnlySet<string> spaces)
    {
        var figures = Recall.OfSpaces(spaces);
        return (figures.RecallAt[5], figures.RecallAt[10]);
    }

    /// <summary>Injection and cost at the default threshold on some of the spaces.</summary>
    public AbstentionPoint? Injection(IReadOnlySet<string> spaces) => Abstention?.OfSpaces(spaces).At(Sureness);
}
