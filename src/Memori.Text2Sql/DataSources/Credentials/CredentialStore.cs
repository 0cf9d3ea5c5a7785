using System.Data.Common;
using System.Globalization;
using Memori.Storage;

namespace Memori.Text2Sql.DataSources.Credentials;

/// <summary>Keeps the passwords of datasources, sealed. Thread-safe.</summary>
internal sealed class CredentialStore(IDatabase database, SecretKeyRing keys)
{
    private const string Select = "SELECT key_id, sealed FROM datasource_credential WHERE datasource_id = @id";

    private const string SelectAll =
        "SELECT c.datasource_id, d.location, c.key_id, c.sealed FROM datasource_credential AS c JOIN datasource AS d ON d.id = c.datasource_id ORDER BY c.datasource_id";

    private const string Upsert =
        """
        INSERT INTO datasource_credential (datasource_id, key_id, sealed) VALUES (@id, @key_id, @sealed)
        ON CONFLICT (datasource_id) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed
        """;

    private const string Delete = "DELETE FROM datasource_credential WHERE datasource_id = @id";

    /// <summary>The password of a datasource, or null when none is stored.</summary>
    /// <param name="id">The datasource.</param>
    /// <param name="location">Where it is: the password opens for no other place.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>datasource-password-lost</c>: there is one, but not its key.</exception>
    public async Task<string?> ReadAsync(int id, string location, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync(Select, static row => (KeyId: row.GetString(0), Sealed: row.GetFieldValue<byte[]>(1)), token, ("@id", id)),
            cancellationToken).ConfigureAwait(false);
        return rows is [var (keyId, box)]
            ? keys.Find(keyId)?.Open(box, Place(id, location)) ?? throw CredentialFaults.Lost(id)
            : null;
    }

    /// <summary>Seals and keeps a password, or drops the one that is kept, within a write.</summary>
    public Task WriteAsync(DbTransaction transaction, int id, string location, string? password, CancellationToken cancellationToken)
    {
        if (password is null)
        {
            return transaction.ExecuteAsync(Delete, cancellationToken, ("@id", id));
        }

        var key = keys.Current();
        return transaction.ExecuteAsync(Upsert, cancellationToken, ("@id", id), ("@key_id", key.Id), ("@sealed", key.Seal(password, Place(id, location))));
    }

    /// <summary>Seals every password that can be opened with a new key.</summary>
    /// <returns>What became of them.</returns>
    public async Task<KeyRotation> RotateAsync(CancellationToken cancellationToken)
    {
        var rotation = await database.WriteAsync(
            async (transaction, token) =>
            {
                // Within the write, so that whoever seals after it does so with the new key. Should it fail, the older keys are still there.
                keys.Renew();
                var rows = await transaction.QueryAsync(
                    SelectAll,
                    static row => (Id: row.GetInt32(0), Location: row.GetString(1), KeyId: row.GetString(2), Sealed: row.GetFieldValue<byte[]>(3)),
                    token).ConfigureAwait(false);
                List<int> lost = [];
                foreach (var (id, location, keyId, box) in rows)
                {
                    if (keys.Find(keyId)?.Open(box, Place(id, location)) is { } password)
                    {
                        await WriteAsync(transaction, id, location, password, token).ConfigureAwait(false);
                    }
                    else
                    {
                        lost.Add(id);
                    }
                }

                return new KeyRotation(keys.Current().Id, rows.Count - lost.Count, lost);
            },
            cancellationToken).ConfigureAwait(false);
        keys.DropOlder();
        return rotation;
    }

    private static string Place(int id, string location) => string.Create(CultureInfo.InvariantCulture, $"{id}|{location}");
}

/// <summary>What a change of keys did.</summary>
/// <param name="KeyId">The id of the key that is in use now.</param>
/// <param name="Sealed">How many passwords it seals.</param>
/// <param name="Lost">The datasources whose password could not be opened and has to be entered again.</param>
public sealed record KeyRotation(string KeyId, int Sealed, IReadOnlyList<int> Lost);
