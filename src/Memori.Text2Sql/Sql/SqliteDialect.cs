namespace Memori.Text2Sql.Sql;

internal sealed class SqliteDialect() : SqlDialect("sqlite");
