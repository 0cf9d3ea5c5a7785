namespace Memori.Text2Sql.Sql;

internal sealed class PostgresDialect() : SqlDialect("postgres");
