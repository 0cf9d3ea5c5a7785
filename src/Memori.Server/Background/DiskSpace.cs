using Memori.Server.Configuration;

namespace Memori.Server.Background;

/// <summary>How much is left of the disk that keeps the state.</summary>
/// <param name="FreeBytes">What is free to this process, in bytes.</param>
internal sealed record DiskSpace(long FreeBytes)
{
    /// <summary>Below 1 GiB there is little: somebody should look.</summary>
    public const long Little = 1L << 30;

    /// <summary>Below 64 MiB there is next to nothing: writes are about to fail.</summary>
    public const long Nothing = 64L << 20;

    /// <summary>What is free now.</summary>
    public static DiskSpace Of(MemoriSettings settings) => new(new DriveInfo(Path.GetFullPath(settings.DataDirectory)).AvailableFreeSpace);

    /// <summary>What is free, as people read it.</summary>
    public string Free => ByteText.Of(FreeBytes);
}
