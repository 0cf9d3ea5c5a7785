namespace Memori.Lifecycle;

/// <summary>What the lifecycle does to a memory.</summary>
internal enum LifecycleStep
{
    /// <summary>It becomes long-term and is lifted from its session to its owner.</summary>
    Promote,

    /// <summary>It is put aside.</summary>
    Archive,

    /// <summary>It is deleted for good.</summary>
    Delete,
}
