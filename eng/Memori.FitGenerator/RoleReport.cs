using System.Globalization;
using Memori.Text2Sql.Generation.Embedded.Roles;

namespace Memori.FitGenerator;

/// <summary>How well roles are found on questions that they were not fitted on.</summary>
internal static class RoleReport
{
    public static void Print(string set, IReadOnlyList<RoleExample> held, SoftmaxFit fit)
    {
        foreach (var example in held)
        {
            example.Align(fit.LogProbabilities);
        }

        var judged = held.Select(e => e.Features.Select((f, i) => IsRight(fit.LogProbabilities(f), e.Roles[i])).ToList()).ToList();
        var names = Math.Max(1, judged.Sum(j => j.Count));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"roles {set}: held out {held.Count} questions; names right {judged.Sum(j => j.Count(r => r)) / (double)names:0.000}; whole questions right {judged.Count(j => j.TrueForAll(r => r)) / (double)Math.Max(1, judged.Count):0.000}"));
    }

    private static bool IsRight(double[] scores, Role role) => Array.IndexOf(scores, scores.Max()) == (int)role;
}
