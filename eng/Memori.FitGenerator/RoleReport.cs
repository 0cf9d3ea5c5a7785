using System.Globalization;
using Memori.Text2Sql.Generation.Embedded.Roles;

namespace Memori.FitGenerator;

/// <summary>How well roles are found on questions that they were not fitted on.</summary>
internal static class RoleReport
{
    private const int Beam = 8;

    public static void Print(string set, IReadOnlyList<RoleExample> held, RoleFit fit)
    {
        foreach (var example in held)
        {
            example.Align(fit.Alone.LogProbabilities);
        }

        var judged = held.Select(e => Likeliest(e, fit.Sequence).Zip(e.Roles, (one, other) => one == other).ToList()).ToList();
        var names = Math.Max(1, judged.Sum(j => j.Count));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"roles {set}: held out {held.Count} questions; names right {judged.Sum(j => j.Count(r => r)) / (double)names:0.000}; whole questions right {judged.Count(j => j.TrueForAll(r => r)) / (double)Math.Max(1, judged.Count):0.000}"));
    }

    private static List<Role> Likeliest(RoleExample example, SoftmaxFit fit)
    {
        List<(List<Role> Roles, double LogProbability)> beam = [([], 0)];
        for (var i = 0; i < example.Items.Count; i++)
        {
            var at = i;
            beam = [.. beam.SelectMany(state => fit.LogProbabilities(example.FeaturesAfter(at, RoleHistory.Of(state.Roles))).Select((score, role) => ((List<Role>)[.. state.Roles, (Role)role], state.LogProbability + score)))
                .OrderByDescending(state => state.Item2).Take(Beam)];
        }

        return beam[0].Roles;
    }
}
