namespace Memori.Text2Sql.Schema;

/// <summary>A cheap mark of a database's state: another mark means that there is something new to read.</summary>
/// <param name="Structure">Changes with the structure.</param>
/// <param name="Data">Changes with the data too, where that is cheap to tell (SQLite); else empty.</param>
public sealed record SchemaFingerprint(string Structure, string Data);
