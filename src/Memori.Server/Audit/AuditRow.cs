using System.Data.Common;
using System.Text.Json;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Server.Audit;

/// <summary>A row of the audit as it is kept and hashed.</summary>
internal sealed record AuditRow
{
    public const string Columns =
        "sequence, at, kind, outcome, code, request_id, datasource_id, policy_version, facts, actor, actor_label, actor_user, actor_salt, actor_digest, "
        + "user_id, session_id, asked, statements, details, content_salt, content_digest, hash";

    public required long Sequence { get; init; }

    public required long At { get; init; }

    public required string Kind { get; init; }

    public required string Outcome { get; init; }

    public string? Code { get; init; }

    public string? RequestId { get; init; }

    public long? DatasourceId { get; init; }

    public long? PolicyVersion { get; init; }

    public string? Facts { get; init; }

    public string? Actor { get; init; }

    public string? ActorLabel { get; init; }

    public string? ActorUser { get; init; }

    public byte[]? ActorSalt { get; init; }

    public byte[] ActorDigest { get; init; } = [];

    public string? UserId { get; init; }

    public string? SessionId { get; init; }

    public string? Asked { get; init; }

    public string? Statements { get; init; }

    public string? Details { get; init; }

    public byte[]? ContentSalt { get; init; }

    public byte[] ContentDigest { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    /// <summary>What the two groups say of whom: what is hashed with a salt.</summary>
    public IReadOnlyList<string?> OfActor => [Actor, ActorLabel, ActorUser];

    public IReadOnlyList<string?> OfContent => [UserId, SessionId, RequestId, Asked, Statements, Details];

    public static AuditRow Read(DbDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        At = row.GetInt64(1),
        Kind = row.GetString(2),
        Outcome = row.GetString(3),
        Code = Text(row, 4),
        RequestId = Text(row, 5),
        DatasourceId = Number(row, 6),
        PolicyVersion = Number(row, 7),
        Facts = Text(row, 8),
        Actor = Text(row, 9),
        ActorLabel = Text(row, 10),
        ActorUser = Text(row, 11),
        ActorSalt = Bytes(row, 12),
        ActorDigest = Bytes(row, 13) ?? [],
        UserId = Text(row, 14),
        SessionId = Text(row, 15),
        Asked = Text(row, 16),
        Statements = Text(row, 17),
        Details = Text(row, 18),
        ContentSalt = Bytes(row, 19),
        ContentDigest = Bytes(row, 20) ?? [],
        Hash = Bytes(row, 21) ?? [],
    };

    public (string Name, object? Value)[] Parameters() =>
    [
        ("@sequence", Sequence), ("@at", At), ("@kind", Kind), ("@outcome", Outcome), ("@code", Code), ("@request_id", RequestId),
        ("@datasource_id", DatasourceId), ("@policy_version", PolicyVersion), ("@facts", Facts),
        ("@actor", Actor), ("@actor_label", ActorLabel), ("@actor_user", ActorUser), ("@actor_salt", ActorSalt), ("@actor_digest", ActorDigest),
        ("@user_id", UserId), ("@session_id", SessionId), ("@asked", Asked), ("@statements", Statements), ("@details", Details),
        ("@content_salt", ContentSalt), ("@content_digest", ContentDigest), ("@hash", Hash),
    ];

    public AuditEntry ToEntry() => new()
    {
        Sequence = Sequence,
        At = DateTimeOffset.FromUnixTimeMilliseconds(At),
        Kind = Kind,
        Outcome = MemoryWords.Parse<AuditOutcome>(Outcome, "outcome") ?? AuditOutcome.Failed,
        Code = Code,
        RequestId = RequestId,
        DatasourceId = (int?)DatasourceId,
        PolicyVersion = PolicyVersion,
        Facts = Facts,
        Actor = Actor is null ? null : new AuditActor(Actor, ActorLabel, ActorUser),
        UserId = UserId,
        SessionId = SessionId,
        Asked = Asked,
        Statements = Statements is null ? [] : JsonSerializer.Deserialize(Statements, ServiceJson.Readable.IReadOnlyListString) ?? [],
        Details = Details,
        IsForgotten = ContentSalt is null,
        Hash = Convert.ToHexStringLower(Hash),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static byte[]? Bytes(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
