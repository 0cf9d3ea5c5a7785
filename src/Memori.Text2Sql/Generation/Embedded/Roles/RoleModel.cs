using System.Globalization;
using System.Runtime.InteropServices;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Roles;

/// <summary>
/// How likely each role of a name is: multinomial logistic regression over what stands around it, fitted by eng/Memori.FitGenerator. Immutable.
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

    /// <summary>The natural logarithm of the probability of each role.</summary>
    public double[] LogProbabilities(List<string> features)
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

        var most = scores.Max();
        var total = most + Math.Log(scores.Sum(s => Math.Exp(s - most)));
        return [.. scores.Select(s => s - total)];
    }
}
