namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>One way to read a question, bound to columns and written as SQL.</summary>
/// <param name="Binding">The reading with its columns.</param>
/// <param name="Sql">Its SQL.</param>
/// <param name="Score">How it stands beside the others: what <see cref="Ranker"/> makes of its features.</param>
internal sealed record RankedReading(Binding Binding, string Sql, double Score)
{
    /// <summary>What the ranker looks at.</summary>
    public IReadOnlyDictionary<string, double> Features { get; init; } = new Dictionary<string, double>();
}
