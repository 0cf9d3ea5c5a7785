using System.Globalization;
using System.Text;
using Memori.Text;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>The text of a script that makes a reading role. Every name is quoted, so that none can be anything but a name.</summary>
internal static class RoleScriptText
{
    // In bytes: PostgreSQL cuts longer names off, which would then name something else.
    private const int LongestName = 63;

    // A large object made in a READ ONLY transaction stays (measured on PostgreSQL 15), and everyone may make one unless this is taken back.
    private static readonly string[] LargeObjectFunctions =
    [
        "lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)", "lo_put(oid, bigint, bytea)", "lo_unlink(oid)", "lowrite(integer, bytea)",
        "lo_truncate(integer, integer)", "lo_truncate64(integer, bigint)", "lo_open(oid, integer)",
    ];

    public static string Write(string database, RoleScriptOptions options, IReadOnlyList<RoleTable> tables)
    {
        RequireName(options.Role);
        var role = Quote(options.Role);
        var schemas = tables.Select(static table => table.Schema).Append("public").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var script = new StringBuilder();
        Line(script, "-- Makes a role that may read what may be asked, and nothing else. Run it as a superuser, in the database itself:");
        Line(script, "-- 创建只能读取指定表的角色。请以超级用户身份在该数据库中执行:");
        Line(script, "--   psql -v ON_ERROR_STOP=1 -d DATABASE -f this-file");
        Line(script, "-- What is revoked from PUBLIC is gone for every role that was not granted it by name: grant it to those that need it.");
        Line(script, "-- 从 PUBLIC 收回的权限对所有未被单独授权的角色都失效;如有需要,请单独授予。");
        Line(script, "BEGIN;");
        Line(script, "");
        Body(script, DollarQuoted($"BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {Literal(options.Role)}) THEN CREATE ROLE {role}; END IF; END"));
        Line(script, $"ALTER ROLE {role} {(options.Login ? "LOGIN" : "NOLOGIN")} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT CONNECTION LIMIT {Number(options.ConnectionLimit)};");
        Settings(script, role, options);
        Line(script, "");
        Line(script, $"REVOKE ALL ON DATABASE {Quote(database)} FROM {role};");
        Line(script, $"REVOKE TEMPORARY, CREATE ON DATABASE {Quote(database)} FROM PUBLIC;");
        Line(script, $"GRANT CONNECT ON DATABASE {Quote(database)} TO {role};");
        Line(script, $"REVOKE EXECUTE ON FUNCTION {string.Join(", ", LargeObjectFunctions.Select(static f => "pg_catalog." + f))} FROM PUBLIC;");
        foreach (var schema in schemas.Select(Quote))
        {
            Line(script, "");
            Line(script, $"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role};");
            Line(script, $"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC;");
            Line(script, $"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC, {role};");
            Line(script, $"GRANT USAGE ON SCHEMA {schema} TO {role};");
        }

        Line(script, "");
        foreach (var table in tables)
        {
            var columns = table.Columns.Count == 0 ? "" : $" ({string.Join(", ", table.Columns.Select(Quote))})";
            Line(script, $"GRANT SELECT{columns} ON {Quote(table.Schema)}.{Quote(table.Name)} TO {role};");
        }

        Line(script, "");
        Line(script, "COMMIT;");
        if (options.Login)
        {
            Line(script, "-- Then set its password, which nobody needs to write down here: \\password in psql.");
            Line(script, "-- 然后在 psql 中用 \\password 设置其密码。");
        }

        return script.ToString();
    }

    private static void Settings(StringBuilder script, string role, RoleScriptOptions options)
    {
        foreach (var setting in new[]
        {
            "default_transaction_read_only = on",
            $"statement_timeout = '{Number(options.StatementTimeoutSeconds)}s'",
            "lock_timeout = '5s'",
            "idle_in_transaction_session_timeout = '60s'",
            "temp_file_limit = '1GB'",
            "work_mem = '16MB'",
            "search_path = pg_catalog, public",
        })
        {
            Line(script, $"ALTER ROLE {role} SET {setting};");
        }
    }

    private static void RequireName(string role)
    {
        if (role.Length == 0 || Encoding.UTF8.GetByteCount(role) > LongestName || role.Any(char.IsControl) || role.StartsWith("pg_", StringComparison.OrdinalIgnoreCase)
            || role.Equals("public", StringComparison.OrdinalIgnoreCase) || role.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            throw new MemoriException(FaultKind.BadRequest, "role-invalid", new LocalizedText(
                $"A role's name has 1 to {LongestName} bytes without control characters, and is not public, none or pg_….",
                $"角色名必须为 1 到 {LongestName} 字节,不含控制字符,且不能是 public、none 或以 pg_ 开头。"));
        }
    }

    private static void Body(StringBuilder script, string body) => Line(script, $"DO {body};");

    // A tag that the text does not have, so that nothing in it ends it.
    private static string DollarQuoted(string text)
    {
        var tag = Enumerable.Range(0, int.MaxValue).Select(static i => string.Create(CultureInfo.InvariantCulture, $"$memori{i}$")).First(t => !text.Contains(t, StringComparison.Ordinal));
        return tag + text + tag;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // E'' reads the same whatever standard_conforming_strings says.
    private static string Literal(string text) => $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Number(int number) => number > 0
        ? number.ToString(CultureInfo.InvariantCulture)
        : throw new MemoriException(FaultKind.BadRequest, "role-invalid", new LocalizedText("Limits must be greater than 0.", "限制必须大于 0。"));

    private static void Line(StringBuilder script, string line) => script.Append(line).Append('\n');
}
