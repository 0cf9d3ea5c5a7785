using System.Globalization;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.FitConfidence;

/// <summary>
/// The models that <c>eng/Memori.FitGenerator --folds</c> kept: roles and rankers, each fitted without a part of the databases. Questions of those databases are answered
/// by them, for what a model was fitted on it answers with more assurance than it has anywhere else.
/// </summary>
internal sealed class FoldModels
{
    private readonly Dictionary<string, (RoleModel Roles, Ranker Ranker)> _without = new(StringComparer.Ordinal);

    /// <summary>Reads the models.</summary>
    /// <param name="directory">A directory of folds; null for none.</param>
    public FoldModels(string? directory)
    {
        foreach (var fold in directory is null ? [] : Directory.GetDirectories(directory))
        {
            var roles = new RoleModel(File.ReadLines(Path.Combine(fold, "roles.tsv")).Select(row => row.Split('\t')));
            var ranker = new Ranker(File.ReadLines(Path.Combine(fold, "ranker.tsv")).Select(row => row.Split('\t')).ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal));
            foreach (var database in File.ReadLines(Path.Combine(fold, "databases.txt")))
            {
                _without[database] = (roles, ranker);
            }
        }
    }

    /// <summary>The generator that has not seen <paramref name="database"/>: the library's own where no fit has seen it.</summary>
    public EmbeddedSqlGenerator Without(string database, DatabaseIndexCache indexes) =>
        _without.TryGetValue(database, out var models) ? new EmbeddedSqlGenerator(indexes) { Roles = models.Roles, Ranker = models.Ranker } : new EmbeddedSqlGenerator(indexes);
}
