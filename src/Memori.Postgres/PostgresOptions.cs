namespace Memori.Postgres;

/// <summary>Where the PostgreSQL database is and how much of it may be used.</summary>
public sealed record PostgresOptions
{
    /// <summary>
    /// <c>postgres://user:password@host:port/database</c>, with <c>sslmode</c> and <c>sslrootcert</c> as its query. May lead to pgbouncer in transaction mode.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>
    /// The same database without a pooler between, as its owner: for migrations and maintenance (<c>MEMORI_DATABASE_DIRECT_URL</c>). Default: <see cref="Url"/>.
    /// With another user in it, the user of <see cref="Url"/> needs no right but to connect, and gets those to read and write rows.
    /// </summary>
    public string? DirectUrl { get; init; }

    /// <summary>How many connections this process may have open, at least 4. Default 24. Half of them, at most, are of writes.</summary>
    public int MaximumConnections { get; init; } = 24;

    /// <summary>How long a connection may take to come about. Default 5 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a statement may run. Default 30 seconds. Migrations and maintenance may take longer.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a statement may wait for a lock. Default 10 seconds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a transaction may stand still between two statements. Default 60 seconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
