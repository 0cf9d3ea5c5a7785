using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Text2Sql.DataSources.Credentials;

/// <summary>
/// The keys of the deployment: the configured one or, without one, the first of the key file, which is made when it is first needed; those before it
/// open what they sealed until <c>rotate-key</c> has sealed it anew. Thread-safe, also across processes.
/// </summary>
internal sealed partial class SecretKeyRing(DataSourceOptions options, ILogger<SecretKeyRing>? logger = null)
{
    private readonly ILogger _logger = logger ?? NullLogger<SecretKeyRing>.Instance;
    private readonly SecretKeyFile _file = new(Path.Combine(options.DataDirectory, "secret.key"));

    // Stretching a passphrase takes a moment: once is enough.
    private readonly ConcurrentDictionary<string, SecretKey> _known = new(StringComparer.Ordinal);

    /// <summary>The key that seals. The file is looked at each time: another process may have rotated it.</summary>
    public SecretKey Current()
    {
        if (options.SecretKey is { } configured)
        {
            return Of(configured);
        }

        if (_file.Read() is [var first, ..])
        {
            return Of(first);
        }

        if (_file.TryCreate(SecretKey.NewText()))
        {
            LogCreated(_file.Path);
        }

        return Of(_file.Read()[0]);
    }

    /// <summary>The key with this id, or null when it is not to be had any more.</summary>
    public SecretKey? Find(string id) => Texts().Select(Of).FirstOrDefault(key => key.Id == id);

    /// <summary>Puts a new key before those of the file; with a configured key, that is the new one already.</summary>
    public void Renew()
    {
        if (options.SecretKey is null)
        {
            _file.Replace([SecretKey.NewText(), .. _file.Read()]);
        }
    }

    /// <summary>Drops the keys of the file that seal nothing any more.</summary>
    public void DropOlder()
    {
        var keep = options.SecretKey is null ? 1 : 0;
        if (_file.Read() is { } texts && texts.Count > keep)
        {
            _file.Replace(texts.Take(keep));
        }
    }

    private IEnumerable<string> Texts()
    {
        string?[] configured = [options.SecretKey, options.PreviousSecretKey];
        return configured.OfType<string>().Concat(_file.Read());
    }

    private SecretKey Of(string text) => _known.GetOrAdd(text, SecretKey.FromText);

    [LoggerMessage(Level = LogLevel.Information, Message = "Made a key for the passwords of datasources: {Path}. Keep a copy of it apart from the backups, or set MEMORI_SECRET_KEY.")]
    private partial void LogCreated(string path);
}
