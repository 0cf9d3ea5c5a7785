namespace Memori.Server.Jobs;

/// <summary>How a run of scheduled work ended.</summary>
public enum WorkOutcome
{
    /// <summary>It did what there was to do.</summary>
    Done,

    /// <summary>It failed; it is tried again, later each time.</summary>
    Failed,

    /// <summary>The service stopped meanwhile; it goes on when one starts again.</summary>
    Stopped,

    /// <summary>An administrator stopped it; it comes again when it is due.</summary>
    Cancelled,
}
