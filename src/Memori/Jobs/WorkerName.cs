namespace Memori.Jobs;

/// <summary>Names of workers and leaders: telling for a person, different for every one in every process.</summary>
internal static class WorkerName
{
    public static string New(TimeProvider time) => $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(time.GetUtcNow()):N}";
}
