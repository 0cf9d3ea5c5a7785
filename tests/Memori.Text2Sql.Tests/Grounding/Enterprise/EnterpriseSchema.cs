using System.Text.RegularExpressions;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Grounding.Enterprise;

/// <summary>
/// A schema of exactly 1,000 tables and 20,000 columns, from the hand-written tables of evaluation/grounding/enterprise.txt:
/// their staging, history, backup, archive, log and country copies, and the housekeeping columns that such systems have. The same each time.
/// </summary>
internal static partial class EnterpriseSchema
{
    public const int TableCount = 1000;
    public const int ColumnCount = 20_000;

    private static readonly string[] Housekeeping =
    [
        "created_at", "created_by", "updated_at", "updated_by", "tenant_id", "version_no", "is_deleted", "remark", "source_system", "batch_no",
        "sync_status", "ext_attr1", "ext_attr2", "ext_attr3", "ext_attr4", "ext_attr5", "lock_user", "import_key", "row_guid", "approved_at",
        "ext_num1", "ext_num2", "ext_date1", "legacy_id", "sort_no",
    ];

    private static readonly Func<string, string>[] Copies =
    [
        name => "stg_" + name,
        name => name + "_bak",
        name => name + "_hist",
        name => name + "_chg_log",
        name => "arch_" + name,
        name => name + "_20230630",
        name => "tmp_" + name + "_load",
        name => name + "_old",
        name => name + "_us",
        name => "zz_" + name + "_copy2",
    ];

    /// <summary>Makes it from the folder evaluation/grounding.</summary>
    public static DatabaseSchema Read(string folder)
    {
        var lists = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var tables = new List<TableSchema>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "enterprise.txt")))
        {
            if (line.StartsWith('@'))
            {
                lists[line[..line.IndexOf(' ', StringComparison.Ordinal)]] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                tables.Add(Table(line.Split('|', StringSplitOptions.TrimEntries), lists));
            }
        }

        WithCopies(tables);
        WithHousekeeping(tables);
        return new DatabaseSchema { Dialect = SqlDialect.Postgres, Tables = tables, Hash = "enterprise" };
    }

    private static TableSchema Table(string[] parts, Dictionary<string, string[]> lists)
    {
        var columns = new List<ColumnSchema>();
        var keys = new List<ForeignKey>();
        foreach (Match match in ColumnText().Matches(parts[2]))
        {
            var name = match.Groups["name"].Value;
            var type = match.Groups["type"].Value is { Length: > 0 } given ? TypeOf(given) : TypeByName(name);
            string[] values = match.Groups["values"].Value switch
            {
                "" => [],
                ['@', ..] list => lists[list],
                var own => own.Split(';'),
            };
            columns.Add(new ColumnSchema
            {
                Name = name,
                DeclaredType = type.ToString().ToUpperInvariant(),
                Type = values.Length > 0 ? ColumnType.Text : type,
                IsUnique = columns.Count == 0,
                Comment = match.Groups["comment"].Value is { Length: > 0 } comment ? comment : null,
                Profile = new ColumnProfile { Values = values, DistinctCount = values.Length > 0 ? values.Length : null },
            });
            if (match.Groups["arrow"].Value == ">")
            {
                keys.Add(new ForeignKey([name], null, match.Groups["table"].Value, []));
            }
        }

        return new TableSchema
        {
            Name = parts[0],
            Comment = parts[1].Length > 0 ? parts[1] : null,
            Columns = columns,
            PrimaryKey = columns[0].Name is { } first && keys.TrueForAll(k => k.Columns[0] != first) ? [first] : [],
            ForeignKeys = keys,
            RowCount = 1000,
        };
    }

    private static void WithCopies(List<TableSchema> tables)
    {
        var own = tables.ToList();
        for (var round = 0; round < Copies.Length; round++)
        {
            for (var i = 0; i < own.Count; i++)
            {
                var table = own[i];
                if (tables.Count == TableCount)
                {
                    return;
                }

                var name = Copies[((i * 7) + (round * 3)) % Copies.Length](table.Name);
                var log = name.EndsWith("_chg_log", StringComparison.Ordinal);
                tables.Add(table with
                {
                    Name = name,
                    Columns = log ? Log(table) : [.. table.Columns.Select(c => c with { IsUnique = false })],
                    PrimaryKey = log ? ["log_id"] : [],
                    ForeignKeys = [],
                });
            }
        }
    }

    private static ColumnSchema[] Log(TableSchema table) =>
        [.. new[] { "log_id", table.Columns[0].Name, "field_name", "old_value", "new_value", "changed_at", "changed_by" }
            .Select(name => new ColumnSchema { Name = name, DeclaredType = "TEXT", Type = TypeByName(name) })];

    private static void WithHousekeeping(List<TableSchema> tables)
    {
        var missing = ColumnCount - tables.Sum(t => t.Columns.Count);
        for (var i = 0; i < tables.Count; i++)
        {
            var share = Math.Min(Housekeeping.Length, (int)Math.Ceiling((double)missing / (tables.Count - i)));
            var added = Housekeeping.Where(name => tables[i].Columns.All(c => c.Name != name)).Take(share)
                .Select(name => new ColumnSchema { Name = name, DeclaredType = "TEXT", Type = TypeByName(name) }).ToList();
            tables[i] = tables[i] with { Columns = [.. tables[i].Columns, .. added] };
            missing -= added.Count;
        }
    }

    private static ColumnType TypeOf(string given) => given switch
    {
        "flag" => ColumnType.Boolean,
        "date" => ColumnType.Date,
        _ => ColumnType.Timestamp,
    };

    private static ColumnType TypeByName(string name) =>
        name.EndsWith("_at", StringComparison.Ordinal) ? ColumnType.Timestamp
        : EndsIn(name, "_date", "_dt", "date1") ? ColumnType.Date
        : EndsIn(name, "_amt", "_pct", "_price", "_cost", "_qty", "_hrs", "_kg", "rate_val") ? ColumnType.Number
        : EndsIn(name, "_id", "_cnt", "_days", "_min", "编号", "num1", "num2") ? ColumnType.Integer
        : ColumnType.Text;

    private static bool EndsIn(string name, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (name.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?<name>[\p{L}\d_]+)(:(?<type>\w+))?(=(?<values>[^,'>~]+?))?((?<arrow>[>~])(?<table>[\p{L}\d_]+))?(\s*'(?<comment>[^']*)')?\s*(,|$)", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnText();
}
