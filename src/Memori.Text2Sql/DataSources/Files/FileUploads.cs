using Memori.Storage;
using Memori.Text;
using Memori.Text2Sql.DataSources.Admission;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>
/// Files that people hand over, each in a directory of its own under <c>uploads</c> in the data directory. What they were called names their tables,
/// letter by letter (see <see cref="FileNames"/>), never a path. Thread-safe.
/// </summary>
/// <param name="options">Where files are kept.</param>
/// <param name="catalog">Where they become datasources.</param>
/// <param name="imports">What they are imported by.</param>
/// <param name="time">The clock.</param>
public sealed class FileUploads(DataSourceOptions options, DataSourceCatalog catalog, FileImports imports, TimeProvider time)
{
    private const string Received = "received";

    // What a crash left behind is looked for at the next upload, once no upload can still be at it.
    private static readonly TimeSpan s_leftBehindAfter = TimeSpan.FromDays(1);

    private readonly string _directory = Path.GetFullPath(Path.Combine(options.DataDirectory, "uploads"));

    /// <summary>Receives a file. Dispose what it gives: unless it was registered, it goes.</summary>
    /// <param name="content">The file, read to its end.</param>
    /// <param name="maxBytes">The most bytes.</param>
    /// <param name="cancellationToken">Cancels; nothing is left behind.</param>
    /// <exception cref="MemoriException"><c>upload-too-large</c>, <c>disk-full</c>.</exception>
    /// <exception cref="IOException"><paramref name="content"/> broke off.</exception>
    public async Task<ReceivedFile> ReceiveAsync(Stream content, long maxBytes, CancellationToken cancellationToken = default)
    {
        try
        {
            await SweepAsync(cancellationToken).ConfigureAwait(false);
            return await KeepAsync(content, maxBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException failure) when (FileFaults.IsDiskFull(failure))
        {
            throw FileFaults.DiskFull(failure);
        }
    }

    private async Task<ReceivedFile> KeepAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateFolder(_directory);
        var directory = RealPath.Of(Directory.CreateDirectory(Path.Combine(_directory, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"))).FullName);
        var received = new ReceivedFile(directory, Path.Combine(directory, Received), catalog, imports);
        try
        {
            var file = new FileStream(received.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await using var scope = file.ConfigureAwait(false);
            await CopyAsync(content, file, maxBytes, cancellationToken).ConfigureAwait(false);
            return received;
        }
        catch
        {
            await received.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CopyAsync(Stream content, FileStream file, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        var total = 0L;
        int length;
        while ((length = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            total += length;
            if (total > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            await file.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The failure of a file that is too large.</summary>
    public static MemoriException TooLarge(long maxBytes) => new(FaultKind.TooLarge, "upload-too-large", new LocalizedText(
        $"The file is larger than {maxBytes:N0} bytes.", $"文件超过了 {maxBytes:N0} 字节。"));

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_directory))
        {
            return;
        }

        var old = Directory.EnumerateDirectories(_directory).Where(directory => time.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(directory) > s_leftBehindAfter).ToArray();
        if (old.Length == 0)
        {
            return;
        }

        // By the directory's own name, which is one of a kind: the way to it may be written differently.
        var known = (await catalog.ListAsync(cancellationToken).ConfigureAwait(false))
            .Select(static source => Path.GetFileName(Path.GetDirectoryName(source.Location))).ToHashSet(StringComparer.Ordinal);
        foreach (var directory in old.Where(directory => !known.Contains(Path.GetFileName(directory))))
        {
            imports.Forget(Directory.EnumerateFiles(directory));
            Directory.Delete(directory, recursive: true);
        }
    }
}
