using System.Globalization;
using System.Runtime.InteropServices;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Roles;

/// <summary>
/// How likely each role of a name is: multinomial logistic regression over what stands around it and the roles of the names before it, fitted by eng/Memori.FitGenerator. Immutable.
/// </summary>
internal sealed class RoleModel
{
    public static readonly int Roles = Enum.GetValues<Role>().Length;

    private readonly Dictionary<string, (byte Role, float Weight)[]> _weights = new(StringComparer.Ordinal);

    /// <summary>Reads a model.</summary>
    /// <param name="rows">A feature and its weights, <c>role:weight</c> with a blank between.</param>
    public RoleModel(IEnumerable<string[]> rows)
    {
        foreach (var row in rows)
        {
            _weights[row[0]] = [.. row[1].Split(' ').Select(part => part.Split(':')).Select(p =>
                (byte.Parse(p[0], CultureInfo.InvariantCulture), float.Parse(p[1], CultureInfo.InvariantCulture)))];
        }
    }

    /// <summary>The model of the library.</summary>
    public static RoleModel Default { get; } = new(DataFile.Rows("roles.tsv"));

    /// <summary>What features say for each role.</summary>
    public double[] Scores(List<string> features)
    {
        var scores = new double[Roles];
        foreach (var feature in CollectionsMarshal.AsSpan(features))
        {
            if (_weights.TryGetValue(feature, out var weights))
            {
                foreach (var (role, weight) in weights)
                {
                    scores[role] += weight;
                }
            }
        }

        return scores;
    }

    /// <summary>The natural logarithm of the probability of each role, by the scores of what stands around a name and of the roles before it.</summary>
    public static double[] LogProbabilities(double[] around, double[] before)
    {
        var scores = new double[Roles];
        var most = double.NegativeInfinity;
        for (var role = 0; role < Roles; role++)
        {
            scores[role] = around[role] + before[role];
            most = Math.Max(most, scores[role]);
        }

        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Exp(score - most);
        }

        var total = most + Math.Log(sum);
        for (var role = 0; role < Roles; role++)
        {
            scores[role] -= total;
        }

        return scores;
    }
}
