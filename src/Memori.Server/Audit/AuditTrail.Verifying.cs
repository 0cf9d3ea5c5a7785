using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Storage;

namespace Memori.Server.Audit;

public sealed partial class AuditTrail
{
    private const string SelectState = "SELECT sequence, hash, removed_sequence, removed_hash FROM audit_state WHERE id = 1";
    private const string SelectNext = $"SELECT {AuditRow.Columns} FROM audit_entry WHERE sequence > @after ORDER BY sequence LIMIT @limit";

    /// <summary>Recomputes every hash and compares: finds entries that were changed, removed, added or put in another order behind our back.</summary>
    public Task<AuditReport> VerifyAsync(CancellationToken cancellationToken = default) => database.ReadAsync(VerifyAsync, cancellationToken);

    private static async Task<AuditReport> VerifyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var state = (await connection.QueryAsync(
            SelectState,
            static row => new AuditState(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)),
            cancellationToken))[0];
        var verification = new AuditVerification(state);

        // Below every sequence there is: an entry with a number that nobody gives is found too.
        var after = long.MinValue;
        while (true)
        {
            var rows = await connection.QueryAsync(SelectNext, AuditRow.Read, cancellationToken, ("@after", after), ("@limit", Page));
            foreach (var row in rows)
            {
                verification.Check(row);
            }

            if (rows.Count < Page)
            {
                return verification.Finish();
            }

            after = rows[^1].Sequence;
        }
    }

    /// <summary>Where the audit stands.</summary>
    private sealed record AuditState(long Sequence, byte[] Hash, long RemovedSequence, byte[] RemovedHash);

    /// <summary>One walk along the chain.</summary>
    private sealed class AuditVerification(AuditState state)
    {
        private const int MostFaults = 100;

        private readonly List<AuditFault> _faults = [];
        private long _sequence = state.RemovedSequence;
        private byte[] _hash = state.RemovedHash;
        private (long Sequence, string Hash)? _anchor;
        private long _first;
        private long _entries;
        private long _blanked;
        private long _blankedActors;
        private long _announced;
        private long _announcedActors;

        public void Check(AuditRow row)
        {
            _first = _entries++ == 0 ? row.Sequence : _first;
            if (row.Sequence != _sequence + 1)
            {
                Find(row.Sequence, "missing", $"Entries {_sequence + 1} to {row.Sequence - 1} are missing, or out of place.", $"第 {_sequence + 1} 至 {row.Sequence - 1} 条缺失或顺序有误。");
            }

            if (!row.Hash.AsSpan().SequenceEqual(AuditChain.Hash(row, _hash)))
            {
                Find(row.Sequence, "changed", $"Entry {row.Sequence} is not what was written, or not where it was.", $"第 {row.Sequence} 条与写入时不一致,或位置有变。");
            }

            _blankedActors += Blank(row.Sequence, row.ActorSalt, row.ActorDigest, row.OfActor, "actor-changed", "who did it", "操作者");
            _blanked += Blank(row.Sequence, row.ContentSalt, row.ContentDigest, row.OfContent, "content-changed", "what it is about", "内容");
            Note(row);

            // What follows is judged by itself: one change is one fault.
            (_sequence, _hash) = (row.Sequence, row.Hash);
        }

        public AuditReport Finish()
        {
            if (_sequence != state.Sequence || !CryptographicOperations.FixedTimeEquals(_hash, state.Hash))
            {
                Find(state.Sequence, "head", $"The audit ends at {_sequence}, and not at {state.Sequence} as it was written.", $"审计记录止于第 {_sequence} 条,应止于第 {state.Sequence} 条。");
            }

            if (_blanked > _announced || _blankedActors > _announcedActors)
            {
                Find(_sequence, "blanked", $"{_blanked} entries are blank; people were forgotten in {_announced}.", $"有 {_blanked} 条被清空,而遗忘操作只涉及 {_announced} 条。");
            }

            if (state.RemovedSequence > 0 && _anchor != (state.RemovedSequence, Convert.ToHexStringLower(state.RemovedHash)))
            {
                Find(state.RemovedSequence, "anchor", "The audit does not begin where retention left it.", "审计记录的起点与保留期清理的结果不符。");
            }

            return new AuditReport
            {
                Entries = _entries,
                First = _first,
                Last = state.Sequence,
                Hash = Convert.ToHexStringLower(state.Hash),
                Forgotten = _blanked,
                Faults = _faults,
            };
        }

        private int Blank(long sequence, byte[]? salt, byte[] digest, IReadOnlyList<string?> group, string code, string english, string chinese)
        {
            if (salt is null ? group.Any(text => text is not null) : !digest.AsSpan().SequenceEqual(AuditChain.Digest(salt, group)))
            {
                Find(sequence, code, $"Entry {sequence} was changed in {english}.", $"第 {sequence} 条的{chinese}被改动。");
            }

            return salt is null ? 1 : 0;
        }

        /// <summary>What the service itself did to the audit, it said in it.</summary>
        private void Note(AuditRow row)
        {
            if (row.Kind is not (ForgetKind or RetentionKind) || Facts(row) is not { } facts)
            {
                return;
            }

            if (row.Kind == RetentionKind)
            {
                _anchor = (Number(facts, "removed_to"), facts["removed_hash"]?.ToString() ?? "");
            }
            else
            {
                (_announced, _announcedActors) = (_announced + Number(facts, "entries"), _announcedActors + Number(facts, "actors"));
            }
        }

        private static JsonObject? Facts(AuditRow row)
        {
            try
            {
                return row.Facts is null ? null : JsonNode.Parse(row.Facts) as JsonObject;
            }
            catch (JsonException)
            {
                // Changed: its hash says so already.
                return null;
            }
        }

        private static long Number(JsonObject facts, string name) => facts[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : 0;

        private void Find(long sequence, string code, string english, string chinese)
        {
            if (_faults.Count < MostFaults)
            {
                _faults.Add(new AuditFault(sequence, code, new(english, chinese)));
            }
        }
    }
}
