using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.DataSources;

/// <summary>A database that people ask, as the service knows it.</summary>
public sealed record DataSource
{
    /// <summary>Its id, from 1.</summary>
    public required int Id { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What is known again: the canonical path of a file, or <c>postgres://host:port/database</c> without credentials, or <c>sample</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its dialect.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>How it is reached. May hold credentials: never logged, never shown, never sent to a model.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>What reaches it when it is neither SQLite nor built-in PostgreSQL, or null.</summary>
    public DatabaseDriver? Driver { get; init; }

    /// <summary>Without the connection string.</summary>
    public override string ToString() => $"{Id} {Key}";
}
