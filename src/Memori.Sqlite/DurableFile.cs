using System.Runtime.InteropServices;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>Files that are whole, or not there, even after a power loss: written aside, flushed, then renamed.</summary>
internal static partial class DurableFile
{
    /// <summary>An empty file of which the owner's group and others can do no more than with <paramref name="like"/>.</summary>
    public static void CreateLike(string path, string like)
    {
        File.Delete(path);
        using (PrivateFiles.Open(path, FileMode.CreateNew))
        {
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(like));
        }
    }

    /// <summary>Waits until the content of the file is on the disk.</summary>
    public static void Flush(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Waits until the names in the folder of the file are on the disk. Windows does so by itself.</summary>
    public static void FlushFolderOf(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = OpenDescriptor(Path.GetDirectoryName(path)!, flags: 0);
        if (folder < 0)
        {
            throw new IOException($"The folder of {Path.GetFileName(path)} can't be opened.");
        }

        try
        {
            if (Synchronize(folder) != 0)
            {
                throw new IOException($"The folder of {Path.GetFileName(path)} can't be flushed.");
            }
        }
        finally
        {
            _ = CloseDescriptor(folder);
        }
    }

    // .NET opens no folders, and a rename is durable only when its folder is.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseDescriptor(int descriptor);
}
