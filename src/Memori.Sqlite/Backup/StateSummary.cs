namespace Memori.Sqlite.Backup;

/// <summary>What a state file or a backup holds, in figures.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Owners">How many owners ever had a memory.</param>
/// <param name="Memories">How many memories.</param>
public sealed record StateSummary(string Path, long Bytes, long Owners, long Memories);
