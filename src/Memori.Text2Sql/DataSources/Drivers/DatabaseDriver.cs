using System.Data;
using System.Net;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.DataSources.Drivers;

/// <summary>
/// A kind of database that is reached through an ADO.NET provider by its name in <see cref="System.Data.Common.DbProviderFactories"/>: what differs
/// between servers, as few statements as possible. Add one with <c>AddText2Sql().AddDatabase(driver)</c>; its targets are then
/// <c>scheme://user:password@host:port/database</c>. See docs/extending-databases.md. Implementations must be thread-safe.
/// </summary>
public abstract class DatabaseDriver
{
    /// <summary>The scheme of its targets, in lower case; not <c>postgres</c>, which is built in.</summary>
    public abstract string Scheme { get; }

    /// <summary>The provider's invariant name, under which the application registered its factory.</summary>
    public abstract string ProviderName { get; }

    /// <summary>The port of URLs without one.</summary>
    public abstract int DefaultPort { get; }

    /// <summary>The dialect that queries are parsed, guarded and rendered in.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>The schema of unqualified names, or null when there are no schemas.</summary>
    public abstract string? DefaultSchema { get; }

    /// <summary>How transactions begin. Default <see cref="IsolationLevel.RepeatableRead"/>: a query sees one state.</summary>
    public virtual IsolationLevel Isolation => IsolationLevel.RepeatableRead;

    /// <summary>A query in the session whose single value proves that the transaction can't write.</summary>
    public abstract string ReadOnlyQuery { get; }

    /// <summary>What <see cref="ReadOnlyQuery"/> gives when it can't.</summary>
    public abstract string ReadOnlyAnswer { get; }

    /// <summary>
    /// The tables and views that the role may read: schema, name, whether a view (<c>YES</c> or <c>NO</c>), comment or null. Default: those of
    /// <c>INFORMATION_SCHEMA</c> outside of it.
    /// </summary>
    public virtual string TablesQuery => InformationSchema.Tables;

    /// <summary>Their columns in order: schema, table, name, declared type, whether nullable (<c>YES</c> or <c>NO</c>), comment or null. Default: <c>INFORMATION_SCHEMA</c>.</summary>
    public virtual string ColumnsQuery => InformationSchema.Columns;

    /// <summary>
    /// The columns of keys in order: constraint's schema and name, type (<c>PRIMARY KEY</c>, <c>UNIQUE</c>, <c>FOREIGN KEY</c>), schema, table, column,
    /// and for foreign keys the schema, table and column referred to. Default: <c>INFORMATION_SCHEMA</c>.
    /// </summary>
    public virtual string KeysQuery => InformationSchema.Keys;

    /// <summary>The connection string.</summary>
    /// <param name="url">The target, with its password.</param>
    /// <param name="addresses">The addresses to connect to in place of the URL's host name, which was judged by them; empty to leave that to the provider.</param>
    public abstract string ConnectionString(DatabaseUrl url, IReadOnlyList<IPAddress> addresses);

    /// <summary>The statements that make the transaction read-only and set its time limits, each run alone before anything else.</summary>
    /// <param name="timeout">How long a statement may take.</param>
    public abstract IReadOnlyList<string> Confine(TimeSpan timeout);

    /// <summary>The statement that plans a query without running it. Default <c>EXPLAIN</c> before it.</summary>
    public virtual string Explain(string sql) => "EXPLAIN " + sql;

    /// <summary>Writes a name so that it can mean nothing else. Default: in double quotes.</summary>
    public virtual string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The type that a declared type stands for. Default: by the words of the SQL standard.</summary>
    public virtual ColumnType TypeOf(string declaredType) => InformationSchema.TypeOf(declaredType);
}
