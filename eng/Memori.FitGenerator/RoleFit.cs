using Memori.Text2Sql.Generation.Embedded.Roles;

namespace Memori.FitGenerator;

/// <summary>The roles of names, fitted.</summary>
/// <param name="Alone">By what stands around each name alone: tells which of several names an item of the right SQL belongs to.</param>
/// <param name="Sequence">By the roles of the names before as well.</param>
internal sealed record RoleFit(SoftmaxFit Alone, SoftmaxFit Sequence)
{
    private const int Alignments = 2;
    private const int FirstRounds = 4;
    private const int LastRounds = 10;

    // What few databases have is of those databases, not of the language.
    private const int Databases = 3;

    public static RoleFit Of(IReadOnlyList<RoleExample> seen)
    {
        SoftmaxFit? alone = null;
        for (var round = 0; round < Alignments; round++)
        {
            Align(seen, alone);
            alone = Fit(seen, e => e.Features, FirstRounds);
        }

        Align(seen, alone);
        return new RoleFit(alone!, Fit(seen, e => e.Sequence(), LastRounds));
    }

    private static void Align(IReadOnlyList<RoleExample> seen, SoftmaxFit? fit)
    {
        foreach (var example in seen)
        {
            example.Align(fit is null ? null : fit.LogProbabilities);
        }
    }

    private static SoftmaxFit Fit(IReadOnlyList<RoleExample> seen, Func<RoleExample, IReadOnlyList<IReadOnlyList<string>>> features, int rounds)
    {
        var sizes = seen.CountBy(e => e.Set).ToDictionary();
        var mean = seen.Count / (double)sizes.Count;
        var examples = seen.Select(e => (Example: e, Features: features(e))).ToList();
        var known = examples.SelectMany(e => e.Features.SelectMany(f => f).Distinct(StringComparer.Ordinal).Select(f => (f, e.Example.Database))).Distinct()
            .CountBy(p => p.f).Where(p => p.Value >= Databases).Select(p => p.Key).Order(StringComparer.Ordinal).ToList();
        Console.Error.WriteLine($"{known.Count} features, {seen.Count} questions");
        var fit = new SoftmaxFit(known, RoleModel.Roles);
        fit.Fit([.. examples.SelectMany(e => e.Features.Select((f, i) => (f, (int)e.Example.Roles[i], Math.Sqrt(mean / sizes[e.Example.Set]))))], rounds);
        return fit;
    }
}
