using System.Collections.Frozen;

namespace Memori.Text2Sql.Guarding;

/// <summary>PostgreSQL: functions that only compute on what they are given; nothing that reads the server, the session or the catalogs.</summary>
internal sealed class PostgresFunctions : FunctionCatalog
{
    private const string RowFunctions =
        """
        generate_series generate_subscripts unnest json_array_elements json_array_elements_text jsonb_array_elements
        jsonb_array_elements_text json_each json_each_text jsonb_each jsonb_each_text json_object_keys jsonb_object_keys
        jsonb_path_query regexp_matches regexp_split_to_table string_to_table
        """;

    public static PostgresFunctions Instance { get; } = new();

    public override FrozenSet<string> Functions { get; } = Words(
        """
        coalesce greatest least nullif num_nulls num_nonnulls grouping
        ascii bit_length btrim char_length character_length chr concat concat_ws decode encode format initcap left length
        lower lpad ltrim md5 normalize octet_length overlay position quote_literal regexp_count regexp_instr regexp_like
        regexp_match regexp_replace regexp_split_to_array regexp_substr repeat replace reverse right rpad rtrim sha256
        split_part starts_with string_to_array strpos substr substring to_hex translate trim upper
        abs acos acosd acosh asin asind asinh atan atan2 atand atanh cbrt ceil ceiling cos cosd cosh cot degrees div exp
        factorial floor gcd lcm ln log log10 min_scale mod pi pow power radians random round scale sign sin sind sinh sqrt
        tan tand tanh trim_scale trunc width_bucket
        array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg
        json_object_agg jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc regr_avgx regr_avgy
        regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg
        sum var_pop var_samp variance
        row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
        age clock_timestamp date date_bin date_part date_trunc isfinite justify_days justify_hours justify_interval
        make_date make_interval make_time make_timestamp make_timestamptz now statement_timestamp timezone to_char to_date
        to_number to_timestamp transaction_timestamp
        array_append array_cat array_dims array_length array_lower array_ndims array_position array_positions
        array_prepend array_remove array_replace array_to_json array_to_string array_upper cardinality trim_array
        json_array_length json_build_array json_build_object json_extract_path json_extract_path_text json_object
        json_strip_nulls json_typeof jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path
        jsonb_extract_path_text jsonb_object jsonb_path_exists jsonb_path_match jsonb_path_query_array
        jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof row_to_json to_json to_jsonb
        daterange int4range int8range isempty lower_inc lower_inf numrange tsrange tstzrange upper_inc upper_inf
        plainto_tsquery phraseto_tsquery to_tsquery to_tsvector ts_headline ts_rank ts_rank_cd websearch_to_tsquery
        similarity word_similarity
        float4 float8 int2 int4 int8 numeric bool text varchar
        """ + " " + RowFunctions);

    public override FrozenSet<string> TableFunctions { get; } = Words(RowFunctions);

    public override FrozenSet<string> Types { get; } = (
        """
        smallint,int2,integer,int,int4,bigint,int8,numeric,decimal,dec,real,float4,float8,float,double precision,money
        text,varchar,character varying,char,character,bpchar,uuid,boolean,bool,bytea,inet,cidr,tsvector,tsquery
        date,time,timetz,timestamp,timestamptz,time without time zone,time with time zone,timestamp without time zone
        timestamp with time zone,interval,json,jsonb,jsonpath
        int4range,int8range,numrange,daterange,tsrange,tstzrange
        """).Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    public override FrozenDictionary<string, ArgumentRule> ArgumentRules { get; } = new Dictionary<string, ArgumentRule>
    {
        ["repeat"] = ArgumentRulesOf.Repetition,
        ["lpad"] = ArgumentRulesOf.Count(1),
        ["rpad"] = ArgumentRulesOf.Count(1),
        ["format"] = ArgumentRulesOf.Format,
        ["replace"] = ArgumentRulesOf.Replacement,
        ["regexp_replace"] = ArgumentRulesOf.Replacement,
        ["factorial"] = ArgumentRulesOf.Count(0),
        ["generate_series"] = SeriesRule.Judge,
    }.ToFrozenDictionary();

    public override string? FunctionSchema => "pg_catalog";

    public override string LeastFunction => "least";

    public override bool IsSystemTable(string? schema, string name) =>
        schema is "information_schema" || (schema?.StartsWith("pg_", StringComparison.Ordinal) ?? name.StartsWith("pg_", StringComparison.Ordinal));
}
