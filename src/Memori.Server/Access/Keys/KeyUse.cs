using System.Collections.Concurrent;
using Memori.Storage;

namespace Memori.Server.Access.Keys;

/// <summary>On which day keys were last used: noted in memory, written down together now and then. Thread-safe.</summary>
internal sealed class KeyUse(IDatabase database)
{
    private const string Update = "UPDATE api_key SET last_used = @day WHERE id = @id AND (last_used IS NULL OR last_used < @day)";

    private readonly ConcurrentDictionary<string, DateOnly> _noted = new(StringComparer.Ordinal);

    /// <summary>A key was used.</summary>
    public void Note(ApiKey key, DateOnly today)
    {
        if (key.LastUsed is null || key.LastUsed < today)
        {
            _noted[key.Id] = today;
        }
    }

    /// <summary>Writes down what was noted.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_noted.ToArray() is not { Length: > 0 } noted)
        {
            return;
        }

        await database.WriteAsync(
            async (transaction, token) =>
            {
                foreach (var (id, day) in noted)
                {
                    await transaction.ExecuteAsync(Update, token, ("@day", KeyRow.Text(day)), ("@id", id)).ConfigureAwait(false);
                }

                return noted.Length;
            },
            cancellationToken).ConfigureAwait(false);
        foreach (var written in noted)
        {
            _noted.TryRemove(written);
        }
    }
}
