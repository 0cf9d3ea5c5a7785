using System.Text.Json.Nodes;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Learning;

/// <summary>What shows that the SQL of a pair ran.</summary>
/// <param name="SchemaHash">The hash of the schema against which it ran.</param>
/// <param name="RowCount">How many rows it gave, at most as many as an answer may have.</param>
/// <param name="VerifiedAt">When.</param>
/// <param name="Reads">What it reads, or null when not known.</param>
internal sealed record Proof(string SchemaHash, int RowCount, DateTimeOffset VerifiedAt, QueryReads? Reads)
{
    /// <summary>The proof of a query that just ran.</summary>
    public static Proof Of(string sql, DatabaseSchema schema, QueryResult result, DateTimeOffset verifiedAt) =>
        new(schema.Hash, result.Rows.Count, verifiedAt, QueryReads.Of(sql, schema));

    public JsonObject ToJson() => new()
    {
        ["schema_hash"] = SchemaHash,
        ["row_count"] = RowCount,
        ["verified_at"] = VerifiedPairs.Time(VerifiedAt),
        ["reads"] = Reads?.ToJson(),
    };
}
