using Memori.Text;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>The query gives as many columns as the generator said that it should.</summary>
internal static class ProjectionGate
{
    public static Finding? Check(SqlCandidate candidate, BoundQuery bound)
    {
        var (meant, given) = (candidate.OutputColumns.Count, bound.Columns.Count);
        return meant == 0 || meant == given
            ? null
            : new Finding(QueryGates.Projection, new LocalizedText($"{meant} columns were meant, {given} are given", $"应有 {meant} 列,实际给出 {given} 列"));
    }
}
