using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What one caller may read of one datasource. Immutable and safe to share.</summary>
public sealed class CallerAccess
{
    private CallerAccess(DatabaseSchema schema) => Schema = schema;

    /// <summary>
    /// The schema as the caller sees it: what is hidden is not there, and values are only those that the caller may read. Everything that is
    /// shown to the caller or to a model on the caller's behalf is made from this.
    /// </summary>
    public DatabaseSchema Schema { get; }

    /// <summary>The access of a caller whom no rule narrows.</summary>
    public static CallerAccess Unrestricted(DatabaseSchema schema) => new(schema);
}
