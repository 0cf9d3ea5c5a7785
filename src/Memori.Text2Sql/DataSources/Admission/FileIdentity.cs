using System.Runtime.InteropServices;
using System.Text;

namespace Memori.Text2Sql.DataSources.Admission;

/// <summary>Which file a path leads to, whatever its name: device and inode, so that a hard link is known for what it is.</summary>
internal static class FileIdentity
{
    // statx(2): its layout is the same on every architecture.
    private const int CurrentDirectory = -100;
    private const uint BasicStatistics = 0x7ff;
    private const int BufferLength = 256;
    private const int InodeOffset = 32;
    private const int DeviceMajorOffset = 136;

    /// <summary>The identity, or null where there is no such file or the system (other than Linux) has no such call.</summary>
    public static (ulong Device, ulong Inode)? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var buffer = new byte[BufferLength];
            return statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), 0, BasicStatistics, buffer) == 0
                ? (BitConverter.ToUInt64(buffer, DeviceMajorOffset), BitConverter.ToUInt64(buffer, InodeOffset))
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
