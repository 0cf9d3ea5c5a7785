namespace Memori.Claude.Tests.Models;

/// <summary>A catalogue file of a user.</summary>
internal sealed class TempCatalog : IDisposable
{
    public TempCatalog(string content) => File.WriteAllText(Path, content);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
