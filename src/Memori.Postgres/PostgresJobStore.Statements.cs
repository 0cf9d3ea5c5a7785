using Memori.Storage;

namespace Memori.Postgres;

public sealed partial class PostgresJobStore
{
    private const string Columns = JobRow.Columns;

    // By the server's clock: machines whose own differ agree on whose lease is over.
    private const string SelectNow = "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS bigint)";

    private const string InsertJob = """
        INSERT INTO job (queue, id, owner_kind, owner_id, payload, state, attempts, created_at, due_at)
        VALUES (@queue, @id, @owner_kind, @owner_id, @payload, 'waiting', 0, @created_at, @due_at)
        ON CONFLICT (queue, id) DO NOTHING
        """;

    private const string SelectJob = $"SELECT {Columns} FROM job WHERE queue = @queue AND id = @id";

    private const string SelectBusyOwners =
        "SELECT owner_kind, owner_id FROM job WHERE queue = @queue AND state = 'running' AND leased_until > @now";

    private const string IsDue = "queue = @queue AND ((state = 'waiting' AND due_at <= @now) OR (state = 'running' AND leased_until <= @now))";

    // Each half comes from the index in order: the first few rows of a long queue cost no more than those of a short one.
    internal const string SelectDue = """
        SELECT id, owner_kind, owner_id, due_at, place FROM job WHERE queue = @queue AND state = 'waiting' AND due_at <= @now
        UNION ALL
        SELECT id, owner_kind, owner_id, due_at, place FROM job WHERE queue = @queue AND state = 'running' AND leased_until <= @now
        ORDER BY due_at, place
        """;

    // One that somebody ends or gives back at this moment is passed over.
    private const string ClaimJob = $"""
        UPDATE job SET state = 'running', attempts = attempts + 1, worker = @worker, leased_until = @leased_until
        WHERE queue = @queue AND id = (SELECT id FROM job WHERE id = @id AND {IsDue} FOR UPDATE SKIP LOCKED) RETURNING {Columns}
        """;

    private const string Held = "queue = @queue AND id = @id AND state = 'running' AND worker = @worker AND attempts = @attempts";

    private const string EndJob =
        $"UPDATE job SET state = @state, ended_at = @now, error = @error, worker = NULL, leased_until = NULL WHERE {Held}";

    private const string RetryJob =
        $"UPDATE job SET state = 'waiting', due_at = @due_at, error = @error, worker = NULL, leased_until = NULL WHERE {Held}";

    private const string ReturnJob =
        $"UPDATE job SET state = 'waiting', attempts = attempts - 1, worker = NULL, leased_until = NULL WHERE {Held}";

    private const string RetryFailed = $"""
        UPDATE job SET state = 'waiting', attempts = 0, due_at = @now, ended_at = NULL, error = NULL
        WHERE queue = @queue AND id = @id AND state = 'failed' RETURNING {Columns}
        """;

    private const string SelectQueues = """
        SELECT queue, count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state = 'failed'),
            min(due_at) FILTER (WHERE state = 'waiting')
        FROM job GROUP BY queue ORDER BY queue
        """;

    private const string SelectJobs = $"""
        SELECT {Columns} FROM job WHERE (queue = @queue OR CAST(@queue AS text) IS NULL) AND (state = @state OR CAST(@state AS text) IS NULL)
        ORDER BY created_at DESC, place DESC LIMIT @limit
        """;

    private const string DeleteEnded = "DELETE FROM job WHERE ended_at < @before";

    private const string TakeLead = """
        INSERT INTO lead AS l (name, holder, leased_until, notes) VALUES (@name, @holder, @leased_until, '')
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, leased_until = excluded.leased_until
            WHERE l.holder IS NULL OR l.holder = excluded.holder OR l.leased_until <= @now
        RETURNING notes
        """;

    private const string UpdateNotes = "UPDATE lead SET notes = @notes WHERE name = @name AND holder = @holder";

    private const string ReleaseLead = "UPDATE lead SET holder = NULL WHERE name = @name AND holder = @holder";

    private const string SelectLeads = "SELECT name, holder, leased_until, notes FROM lead ORDER BY name";

    /// <summary>Deletes the jobs of <c>@owner_kind</c>, <c>@owner_id</c>, whatever their state.</summary>
    internal const string DeleteOfOwner = "DELETE FROM job WHERE owner_kind = @owner_kind AND owner_id = @owner_id";
}
