using System.Collections.Frozen;
using Memori.Text;
using Memori.Text2Sql.Execution.Postgres;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>What names and functions mean: the rules are those of its parse_relation.c and parse_clause.c.</summary>
internal sealed partial class PostgresDialect
{
    internal override NameRules Rules =>
        NameRules.GroupByAliases | NameRules.OrderByAnyName | NameRules.WholeRows | NameRules.JoinsInOrder | NameRules.UsingFirst;

    internal override int MaxColumns => 1_664;

    internal override ColumnType JsonTextType => ColumnType.Text;

    internal override bool ComputesDates => true;

    internal override FrozenDictionary<string, TableFunction> TableFunctions { get; } = new Dictionary<string, TableFunction>
    {
        ["json_each"] = new([("key", ColumnType.Text), ("value", ColumnType.Json)]),
        ["jsonb_each"] = new([("key", ColumnType.Text), ("value", ColumnType.Json)]),
        ["json_each_text"] = new([("key", ColumnType.Text), ("value", ColumnType.Text)]),
        ["jsonb_each_text"] = new([("key", ColumnType.Text), ("value", ColumnType.Text)]),
        ["json_array_elements"] = new([("value", ColumnType.Json)]),
        ["jsonb_array_elements"] = new([("value", ColumnType.Json)]),
        ["json_array_elements_text"] = new([("value", ColumnType.Text)]),
        ["jsonb_array_elements_text"] = new([("value", ColumnType.Text)]),
        ["json_object_keys"] = new([], ColumnType.Text),
        ["jsonb_object_keys"] = new([], ColumnType.Text),
        ["jsonb_path_query"] = new([], ColumnType.Json),
        ["regexp_split_to_table"] = new([], ColumnType.Text),
        ["string_to_table"] = new([], ColumnType.Text),
        ["generate_subscripts"] = new([], ColumnType.Integer),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal override FrozenDictionary<string, FunctionResult> FunctionResults { get; } = Binding.FunctionResults.With(
        (Binding.FunctionResults.Fixed(ColumnType.Integer),
            """
            ascii bit_length char_length character_length position strpos regexp_count regexp_instr num_nulls num_nonnulls grouping width_bucket
            array_length array_lower array_ndims array_position array_upper cardinality json_array_length jsonb_array_length regr_count gcd lcm
            generate_subscripts int2 int4 int8
            """),
        (Binding.FunctionResults.Fixed(ColumnType.Number),
            """
            round cbrt ceil ceiling floor trunc div factorial random stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop covar_samp
            regr_avgx regr_avgy regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy percentile_cont date_part to_number similarity
            word_similarity ts_rank ts_rank_cd cot scale float4 float8 numeric
            """),
        (Binding.FunctionResults.Fixed(ColumnType.Text),
            """
            btrim chr encode initcap left right lpad rpad md5 normalize overlay quote_literal regexp_replace regexp_substr regexp_split_to_table
            string_to_table repeat reverse split_part to_hex translate to_char json_typeof jsonb_typeof jsonb_pretty array_to_string
            json_extract_path_text jsonb_extract_path_text json_object_keys jsonb_object_keys text varchar ts_headline array_dims
            json_array_elements_text jsonb_array_elements_text
            """),
        (Binding.FunctionResults.Fixed(ColumnType.Boolean), "bool_and bool_or every starts_with regexp_like isfinite isempty jsonb_path_exists jsonb_path_match bool lower_inc upper_inc lower_inf upper_inf"),
        (Binding.FunctionResults.Fixed(ColumnType.Date), "date make_date to_date"),
        (Binding.FunctionResults.Fixed(ColumnType.Time), "make_time"),
        (Binding.FunctionResults.Fixed(ColumnType.Timestamp),
            "now date_trunc date_bin make_timestamp make_timestamptz to_timestamp clock_timestamp statement_timestamp transaction_timestamp timezone"),
        (Binding.FunctionResults.Fixed(ColumnType.Blob), "decode sha256"),
        (Binding.FunctionResults.Fixed(ColumnType.Json),
            """
            array_to_json json_agg jsonb_agg json_object_agg jsonb_object_agg json_build_array jsonb_build_array json_build_object jsonb_build_object
            json_object jsonb_object json_strip_nulls jsonb_strip_nulls jsonb_set json_extract_path jsonb_extract_path row_to_json to_json to_jsonb
            jsonb_path_query jsonb_path_query_array jsonb_path_query_first json_array_elements jsonb_array_elements
            """),
        (new(ResultOf.All), "greatest least"),
        (new(ResultOf.First), "bit_and bit_or bit_xor"),
        (new(ResultOf.Order), "mode percentile_disc"));

    internal override ColumnType TypeNamed(string type)
    {
        if (type.EndsWith(']'))
        {
            return ColumnType.Other;
        }

        var open = type.IndexOf('(', StringComparison.Ordinal);
        return (open < 0 ? type : type[..open]) switch
        {
            "int" or "integer" or "smallint" or "bigint" => ColumnType.Integer,
            "real" or "double precision" or "float" or "decimal" or "dec" or "money" => ColumnType.Number,
            "boolean" => ColumnType.Boolean,
            "character varying" or "character" => ColumnType.Text,
            "timestamp without time zone" or "timestamp with time zone" => ColumnType.Timestamp,
            "time without time zone" or "time with time zone" => ColumnType.Time,
            var name => PostgresValues.TypeOf(name),
        };
    }

    internal override Expression PeriodText(Expression date, TimeGrain grain) => grain switch
    {
        TimeGrain.Week => Part(new FunctionCall(new Identifier("date_trunc"), [Text("week"), date]), "YYYY-MM-DD"),
        _ => Part(date, grain switch { TimeGrain.Year => "YYYY", TimeGrain.Quarter => "YYYY-\"Q\"Q", TimeGrain.Month => "YYYY-MM", _ => "YYYY-MM-DD" }),
    };

    // Both kinds of moments at once: what remains of days alone is an integer, of moments an interval.
    internal override Expression DaysBetween(Expression from, Expression to) => new Binary(
        "/",
        new Extract("EPOCH", new Binary("-", new Cast(to, "timestamp"), new Cast(from, "timestamp"))),
        new Literal(LiteralKind.Number, "86400"));

    internal override Expression DayOf(Expression text, string form) =>
        new FunctionCall(new Identifier("to_date"), [text, Text(form.Replace("M", "MM", StringComparison.Ordinal).Replace("MMMM", "MM", StringComparison.Ordinal).Replace("D", "DD", StringComparison.Ordinal).Replace("DDDD", "DD", StringComparison.Ordinal))]);

    internal override Expression ClockText(Expression moment) => Part(moment, "HH24:MI");

    private static FunctionCall Part(Expression date, string format) => new(new Identifier("to_char"), [date, Text(format)]);

    private static Literal Text(string text) => new(LiteralKind.Text, text);

    internal override string OutputName(Expression expression) => PostgresColumnNames.Of(expression);

    internal override bool IsSystemColumn(string name) => name is "tableoid" or "ctid" or "xmin" or "xmax" or "cmin" or "cmax";
}
