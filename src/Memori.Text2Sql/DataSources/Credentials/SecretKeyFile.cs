using Memori.Storage;

namespace Memori.Text2Sql.DataSources.Credentials;

/// <summary>
/// The keys that the service made itself: one Base64 text a line, the one in use first, in a file that only its owner may read.
/// Replaced as a whole, so that nobody reads half of it.
/// </summary>
internal sealed class SecretKeyFile(string path)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The texts of the keys; none when there is no file.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            return [.. File.ReadAllLines(Path).Select(static line => line.Trim()).Where(static line => line.Length > 0)];
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CredentialFaults.UnreadableKey(Path, failure);
        }
    }

    /// <summary>Makes the file with one key unless another process was first.</summary>
    /// <returns>Whether this call made it.</returns>
    public bool TryCreate(string key)
    {
        var temporary = WriteTemporary([key]);
        try
        {
            File.Move(temporary, Path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(Path))
        {
            File.Delete(temporary);
            return false;
        }
    }

    /// <summary>Puts these keys in place of those that are there.</summary>
    public void Replace(IEnumerable<string> keys) => File.Move(WriteTemporary(keys), Path, overwrite: true);

    private string WriteTemporary(IEnumerable<string> keys)
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        var temporary = System.IO.Path.Combine(directory, System.IO.Path.GetRandomFileName());
        try
        {
            PrivateFiles.CreateFolder(directory);
            using var stream = PrivateFiles.Open(temporary, FileMode.CreateNew);
            using var writer = new StreamWriter(stream) { NewLine = "\n" };
            foreach (var key in keys)
            {
                writer.WriteLine(key);
            }

            writer.Flush();
            stream.Flush(flushToDisk: true);
            return temporary;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CredentialFaults.UnreadableKey(Path, failure);
        }
    }
}
