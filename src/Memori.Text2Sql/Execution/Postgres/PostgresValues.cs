using System.Globalization;
using Memori.Text2Sql.Schema;
using Npgsql.PostgresTypes;

namespace Memori.Text2Sql.Execution.Postgres;

/// <summary>Turns PostgreSQL's text form of values into .NET values; what has no equal (infinity, a number of 200 digits, an interval) stays text.</summary>
internal static class PostgresValues
{
    /// <summary>The type of a column of a result.</summary>
    public static ColumnType TypeOf(PostgresType type) => type switch
    {
        PostgresDomainType domain => TypeOf(domain.BaseType),
        PostgresEnumType => ColumnType.Text,
        // A type made since the driver looked at the catalog, most often an enumeration.
        { OID: 0 } => ColumnType.Text,
        _ => TypeOf(type.InternalName),
    };

    /// <summary>The type that a base type's name in pg_type stands for.</summary>
    public static ColumnType TypeOf(string name) => name switch
    {
        "int2" or "int4" or "int8" or "oid" => ColumnType.Integer,
        "float4" or "float8" or "numeric" => ColumnType.Number,
        "bool" => ColumnType.Boolean,
        "date" => ColumnType.Date,
        "timestamp" or "timestamptz" => ColumnType.Timestamp,
        "time" or "timetz" => ColumnType.Time,
        "bytea" => ColumnType.Blob,
        "json" or "jsonb" => ColumnType.Json,
        "text" or "varchar" or "bpchar" or "name" or "char" or "citext" or "uuid" => ColumnType.Text,
        _ => ColumnType.Other,
    };

    /// <summary>The value of a text in PostgreSQL's ISO output form.</summary>
    public static object Read(string text, PostgresType type) => type is PostgresDomainType domain ? Read(text, domain.BaseType) : Read(text, type.InternalName);

    private static object Read(string text, string type) => type switch
    {
        "int2" or "int4" or "int8" or "oid" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        "float4" or "float8" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        "numeric" when IsExact(text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var exact) => exact,
        "bool" => text == "t",
        "date" when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        "time" when TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time,
        "timestamp" when DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => moment,
        "timestamptz" when DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd HH:mm:ss.FFFFFFzz", "yyyy-MM-dd HH:mm:ss.FFFFFFzzz"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) => instant,
        "uuid" when Guid.TryParseExact(text, "D", out var id) => id,
        "bytea" when text.StartsWith("\\x", StringComparison.Ordinal) => Convert.FromHexString(text.AsSpan(2)),
        _ => text,
    };

    // A decimal holds 28 digits, and rounds silently what has more behind the point.
    private static bool IsExact(string text) => text.Length <= 28;
}
