using Memori.Text;
using Npgsql;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>Writes the script that makes a PostgreSQL role which may read what may be asked, and nothing else. Runs nothing itself. Thread-safe.</summary>
public sealed class RoleScript
{
    private const string SelectTables =
        """
        SELECT n.nspname, c.relname
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
          AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname, c.relname
        """;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    private readonly DataSourceCatalog _catalog;

    /// <summary>Creates it.</summary>
    /// <param name="catalog">Knows passwords and what may be reached.</param>
    public RoleScript(DataSourceCatalog catalog) => _catalog = catalog;

    /// <summary>The script for a database, which is looked at but not kept.</summary>
    /// <param name="target">A <c>postgres://</c> URL; its role must see the tables, so that they can be named.</param>
    /// <param name="options">The role and what it may read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>datasource-not-postgres</c>, <c>role-invalid</c>, <c>role-no-such-table</c>; what a connection may fail with.</exception>
    public async Task<string> WriteAsync(NewDataSource target, RoleScriptOptions options, CancellationToken cancellationToken = default)
    {
        var (parsed, url) = await _catalog.OpenAsync(target, cancellationToken).ConfigureAwait(false);
        if (parsed.Kind != DataSourceKind.Postgres || url is null)
        {
            throw new MemoriException(FaultKind.BadRequest, "datasource-not-postgres", new LocalizedText(
                "Roles are made in PostgreSQL: give a postgres:// URL.", "只有 PostgreSQL 需要创建角色,请提供 postgres:// 地址。"));
        }

        var tables = await ReadTablesAsync(await _catalog.ConnectAsync(parsed, url, cancellationToken).ConfigureAwait(false), url.Key, cancellationToken).ConfigureAwait(false);
        return RoleScriptText.Write(url.Database, options, Chosen(tables, options));
    }

    private static async Task<List<RoleTable>> ReadTablesAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken)
    {
        var session = await PostgresReadOnlySession.BeginAsync(connection, key, s_timeout, cancellationToken).ConfigureAwait(false);
        await using var scope = session.ConfigureAwait(false);
        try
        {
            return (await session.QueryAsync(SelectTables, cancellationToken).ConfigureAwait(false)).ConvertAll(static row => new RoleTable(row[0]!, row[1]!, []));
        }
        catch (NpgsqlException failure)
        {
            throw DataSourceFaults.ServerFailed(key, failure.Message, failure);
        }
    }

    private static List<RoleTable> Chosen(List<RoleTable> all, RoleScriptOptions options) => options.Tables.Count == 0
        ? all
        : [.. options.Tables.Select(text => RoleTable.Parse(text)).Select(wanted => all.Exists(table => table.Schema == wanted.Schema && table.Name == wanted.Name)
            ? wanted
            : throw new MemoriException(FaultKind.NotFound, "role-no-such-table", new LocalizedText(
                $"There is no table '{wanted.Schema}.{wanted.Name}'.", $"没有表“{wanted.Schema}.{wanted.Name}”。")))];
}

/// <summary>The role that a script makes.</summary>
public sealed record RoleScriptOptions
{
    /// <summary>Its name, 1 to 63 bytes. Default <c>memori_reader</c>.</summary>
    public string Role { get; init; } = "memori_reader";

    /// <summary>Whether it may log in itself; else it is granted to one that does. Default true.</summary>
    public bool Login { get; init; } = true;

    /// <summary>What it may read: <c>table</c>, <c>schema.table</c>, or either with columns, as in <c>people(id,name)</c>. Empty (the default) for every table.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>How long a statement may take, in seconds. Default 60; Memori sets a shorter limit for each query.</summary>
    public int StatementTimeoutSeconds { get; init; } = 60;

    /// <summary>How many connections it may have. Default 10.</summary>
    public int ConnectionLimit { get; init; } = 10;
}
