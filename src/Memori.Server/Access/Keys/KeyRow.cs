using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Memori.Server.Ask;

namespace Memori.Server.Access.Keys;

/// <summary>A key with what its secrets left.</summary>
/// <param name="Key">The key.</param>
/// <param name="Current">What is kept of its secret.</param>
/// <param name="Previous">What is kept of the secret before it, or null.</param>
internal sealed record KeyRow(ApiKey Key, SealedSecret Current, SealedSecret? Previous)
{
    /// <summary>The columns that <see cref="Map"/> and <see cref="MapKey"/> read, in their order.</summary>
    public const string Columns =
        "id, prefix, name, role, user_id, memory, created_at, revoked_at, expires_at, rotated_at, previous_until, last_used, grants, salt, hash, previous_salt, previous_hash";

    private const string DayFormat = "yyyy-MM-dd";

    public static KeyRow Map(DbDataReader row) => new(
        MapKey(row),
        new SealedSecret(row.GetFieldValue<byte[]>(13), row.GetFieldValue<byte[]>(14)),
        row.IsDBNull(15) ? null : new SealedSecret(row.GetFieldValue<byte[]>(15), row.GetFieldValue<byte[]>(16)));

    public static ApiKey MapKey(DbDataReader row)
    {
        var grants = row.IsDBNull(12) ? null : JsonSerializer.Deserialize(row.GetString(12), ServiceJson.Readable.KeyGrants);
        var key = new ApiKey
        {
            Id = row.GetString(0),
            Prefix = row.GetString(1),
            Name = row.GetString(2),
            Role = Enum.Parse<KeyRole>(row.GetString(3), ignoreCase: true),
            UserId = row.IsDBNull(4) ? null : row.GetString(4),
            Memory = row.IsDBNull(5) ? null : row.GetString(5) == "on",
            CreatedAt = Time(row.GetString(6)),
            RevokedAt = TimeOrNull(row, 7),
            ExpiresAt = TimeOrNull(row, 8),
            RotatedAt = TimeOrNull(row, 9),
            PreviousUntil = TimeOrNull(row, 10),
            LastUsed = row.IsDBNull(11) ? null : DateOnly.ParseExact(row.GetString(11), DayFormat, CultureInfo.InvariantCulture),
        };
        return grants is null ? key : key with { DataSources = grants.Datasources, RuleRoles = grants.Roles, Attributes = grants.Attributes };
    }

    /// <summary>A time as it is stored: such texts in UTC sort as the times do.</summary>
    public static string? Text(DateTimeOffset? at) => at?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A day as it is stored.</summary>
    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? TimeOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row.GetString(column));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

/// <summary>What a key may ask and what it brings for rules, as it is stored.</summary>
/// <param name="Datasources">The datasources, or null for all.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Attributes">The attributes.</param>
public sealed record KeyGrants(IReadOnlyList<int>? Datasources, IReadOnlyList<string> Roles, IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes);
