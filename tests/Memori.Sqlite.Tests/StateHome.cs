using System.Text;
using Memori.Sqlite.Doctor;

namespace Memori.Sqlite.Tests;

/// <summary>Where the state of a test is kept. The tests that say no more than this of their store run on every store.</summary>
internal sealed class StateHome : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The state, as another process opens it.</summary>
    public Task<SqliteDatabase> OpenAsync(TimeProvider time) => SqliteDatabase.OpenAsync(_folder.File("state.db"), time);

    /// <summary>Those of the words that are still somewhere in what is kept, backups included.</summary>
    public async Task<IReadOnlyList<string>> RemainsAsync(SqliteDatabase database, IEnumerable<string> words, CancellationToken cancellationToken)
    {
        await database.BackupAsync(_folder.File("backup.db"), cancellationToken: cancellationToken);
        List<string> remains = [];
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(database.Path)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var bytes = await reader.ReadToEndAsync(cancellationToken);
            remains.AddRange(words.Where(word => bytes.Contains(word, StringComparison.OrdinalIgnoreCase)));
        }

        return remains;
    }

    /// <summary>What is wrong with what is kept.</summary>
    public static async Task<IEnumerable<string>> FindingsAsync(SqliteDatabase database, CancellationToken cancellationToken) =>
        (await new SqliteDoctor(database.Path, [typeof(SqliteDatabase).Assembly], TimeProvider.System).ExamineAsync(cancellationToken)).Findings.Select(finding => finding.ToString()!);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
