namespace Memori.Storage;

/// <summary>Folders and files that only their owner may read, whatever the umask: what is kept of people lies in them. On Windows the folder's own rules hold. Thread-safe.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = ~(OwnersFolder | UnixFileMode.StickyBit | UnixFileMode.SetGroup | UnixFileMode.SetUser);

    /// <summary>Makes a folder, mode 0700; one that is there stays as it is.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be made there.</exception>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnersFolder);
        }
    }

    /// <summary>Opens a file for writing; when it is not there it is made with mode 0600, else its mode stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">How it is opened.</param>
    /// <param name="options">Further options. Default none.</param>
    /// <exception cref="IOException">It can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static FileStream Open(string path, FileMode mode, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Options = options };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnersFile;
        }

        return new FileStream(path, how);
    }

    /// <summary>Whether somebody else than its owner may do anything with a file. False on Windows, and for a file that is not there.</summary>
    public static bool IsOpenToOthers(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Takes all rights on a file from everybody but its owner.</summary>
    /// <exception cref="UnauthorizedAccessException">The file is somebody else's.</exception>
    public static void Close(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Others);
        }
    }
}
