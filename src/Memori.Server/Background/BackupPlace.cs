using Memori.Text;

namespace Memori.Server.Background;

/// <summary>Whether backups can be written where they are wanted.</summary>
internal static class BackupPlace
{
    /// <summary>Why a backup can't be written to a folder, with its path; null when nothing speaks against it. A folder that is there is tried with a file that is gone at once.</summary>
    public static LocalizedText? FaultOf(string folder)
    {
        if (FileInTheWay(folder) is { } file)
        {
            return new LocalizedText($"Backups can't be written to {folder}: {file} is a file, not a folder.", $"无法将备份写入 {folder}:{file} 是文件,不是文件夹。");
        }

        if (!Directory.Exists(folder))
        {
            // It is made with the first backup.
            return null;
        }

        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $".memori-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unwritable(folder, failure);
        }
    }

    /// <summary>What a failure of the file system says of a folder.</summary>
    public static MemoriException Failed(string folder, Exception cause) => new(FaultKind.Backend, "backup-not-writable", FaultOf(folder) ?? Unwritable(folder, cause), cause);

    private static LocalizedText Unwritable(string folder, Exception cause) => new(
        $"Backups can't be written to {folder}: {cause.Message}", $"无法将备份写入 {folder}:{cause.Message}");

    private static string? FileInTheWay(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return at;
            }
        }

        return null;
    }
}
