namespace Memori.Postgres;

/// <summary>What the server offers to the service's user.</summary>
/// <param name="Version">The server's version, for example <c>15.8</c>.</param>
/// <param name="RowSecurity">
/// Whether row-level security holds for the service's user. It does not for a superuser or one with BYPASSRLS: then only the statements themselves keep owners apart.
/// </param>
/// <param name="OwnsTables">Whether the service's user owns the tables, and so could switch row-level security off; see <see cref="PostgresOptions.DirectUrl"/>.</param>
/// <param name="Vector">Whether pgvector is installed in the database. Everything works without it.</param>
public sealed record PostgresFeatures(string Version, bool RowSecurity, bool OwnsTables, bool Vector);
