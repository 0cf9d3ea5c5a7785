namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>One change that a follow-up asks for.</summary>
internal abstract record Edit
{
    /// <summary>The changed query, less sure where the change is doubtful; null when the query has no place for it.</summary>
    public abstract Draft? Apply(Draft draft);
}
