using System.Collections.ObjectModel;

namespace Memori.Text2Sql.Generation;

/// <summary>SQL that may answer the question; not yet checked by anyone.</summary>
/// <param name="Sql">The SQL, in the datasource's dialect, without any limit or policy of ours.</param>
/// <param name="Confidence">How sure the generator is, 0–1, before verification.</param>
public sealed record SqlCandidate(string Sql, double Confidence)
{
    /// <summary>What the generator says of it, or null: the answer's explanation is made from the tree.</summary>
    public string? Note { get; init; }

    /// <summary>For a remembered candidate, the generator that first made it: asking that one again would say nothing new. Else null.</summary>
    public string? Origin { get; init; }

    /// <summary>The ids of memories it was made from.</summary>
    public IReadOnlyList<string> MemoryIds { get; init; } = [];

    /// <summary>The columns that the generator means to give, in order; empty when it doesn't say. What the SQL gives is checked against it.</summary>
    public IReadOnlyList<string> OutputColumns { get; init; } = [];

    /// <summary>What the generator knows that tells right from wrong, by name; weighed by the confidence model. Empty when it says nothing.</summary>
    public IReadOnlyDictionary<string, double> Signals { get; init; } = ReadOnlyDictionary<string, double>.Empty;
}
