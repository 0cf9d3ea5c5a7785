namespace Memori.Text2Sql.Sql.Tree;

/// <summary>
/// A node of the syntax tree. Nodes are immutable and equal when they say the same thing: where they stood in the text does not count.
/// </summary>
public abstract record SqlNode
{
    /// <summary>Where the node begins in the text it was parsed from, in UTF-16 code units from 0; -1 when it was not parsed.</summary>
    public int Position { get; init; } = -1;

    /// <summary>Equal when of the same type; derived records compare their own parts.</summary>
    public virtual bool Equals(SqlNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}
