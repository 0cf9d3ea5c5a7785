using System.Collections.Frozen;

namespace Memori.Text2Sql.Guarding;

/// <summary>SQLite: its core, aggregate, window, date, mathematical and JSON functions that only compute.</summary>
internal sealed class SqliteFunctions : FunctionCatalog
{
    public static SqliteFunctions Instance { get; } = new();

    public override FrozenSet<string> Functions { get; } = Words(
        """
        abs char coalesce concat concat_ws format glob hex if ifnull iif instr length like likelihood likely lower ltrim
        max min nullif octet_length printf quote random randomblob replace round rtrim sign substr substring trim typeof
        unhex unicode unlikely upper zeroblob
        avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc
        row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
        date time datetime julianday unixepoch strftime timediff
        acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power
        radians sin sinh sqrt tan tanh trunc
        json json_array json_array_length json_extract json_group_array json_group_object json_insert json_object
        json_patch json_quote json_remove json_replace json_set json_type json_valid json_pretty json_error_position
        """);

    public override FrozenSet<string> TableFunctions { get; } = Words("json_each json_tree");

    public override FrozenSet<string>? Types => null;

    public override FrozenDictionary<string, ArgumentRule> ArgumentRules { get; } = new Dictionary<string, ArgumentRule>
    {
        ["zeroblob"] = ArgumentRulesOf.Count(0),
        ["randomblob"] = ArgumentRulesOf.Count(0),
        ["printf"] = ArgumentRulesOf.Format,
        ["format"] = ArgumentRulesOf.Format,
        ["replace"] = ArgumentRulesOf.Replacement,
    }.ToFrozenDictionary();

    public override string? FunctionSchema => null;

    public override string LeastFunction => "min";

    public override bool IsSystemTable(string? schema, string name) =>
        name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase)
        || name.Equals("dbstat", StringComparison.OrdinalIgnoreCase)
        || (schema is not null && schema.Equals("temp", StringComparison.OrdinalIgnoreCase));
}
