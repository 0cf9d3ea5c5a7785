using System.Collections.Frozen;
using Memori.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Sqlite;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>What names and functions mean: the rules are those of its resolve.c and select.c.</summary>
internal sealed partial class SqliteDialect
{
    private static readonly (string, ColumnType)[] s_jsonColumns =
    [
        ("key", ColumnType.Other), ("value", ColumnType.Other), ("type", ColumnType.Text), ("atom", ColumnType.Other), ("id", ColumnType.Integer),
        ("parent", ColumnType.Integer), ("fullkey", ColumnType.Text), ("path", ColumnType.Text),
    ];

    internal override NameRules Rules =>
        NameRules.AliasesEverywhere | NameRules.OrderByOperands | NameRules.OrderByCollated | NameRules.CommonTablesTogether | NameRules.NumbersDuplicates
        | NameRules.RowIds | NameRules.KnownTableFunctions | NameRules.WholeColumnLists | NameRules.CommonTablesSeeTheirReader
        | NameRules.UnknownWordsAreText | NameRules.BracketsAreQueries | NameRules.SortsWithinItself;

    internal override int MaxColumns => 2_000;

    internal override ColumnType JsonTextType => ColumnType.Other;

    internal override bool ComputesDates => false;

    internal override FrozenDictionary<string, TableFunction> TableFunctions { get; } = new Dictionary<string, TableFunction>
    {
        ["json_each"] = new(s_jsonColumns) { Hidden = ["json", "root"] },
        ["json_tree"] = new(s_jsonColumns) { Hidden = ["json", "root"] },
        ["generate_series"] = new([("value", ColumnType.Integer)]) { Hidden = ["start", "stop", "step"] },
    }.ToFrozenDictionary(AsciiNames.Instance);

    internal override FrozenDictionary<string, FunctionResult> FunctionResults { get; } = Binding.FunctionResults.With(
        (Binding.FunctionResults.Fixed(ColumnType.Integer), "instr unicode unixepoch json_array_length json_valid random changes total_changes json_error_position"),
        (Binding.FunctionResults.Fixed(ColumnType.Number), "round total julianday median percentile percentile_cont percentile_disc pow log2"),
        (Binding.FunctionResults.Fixed(ColumnType.Text), "char hex quote printf group_concat typeof strftime timediff json_type json_pretty json_quote"),
        (Binding.FunctionResults.Fixed(ColumnType.Boolean), "like glob"),
        (Binding.FunctionResults.Fixed(ColumnType.Date), "date"),
        (Binding.FunctionResults.Fixed(ColumnType.Time), "time"),
        (Binding.FunctionResults.Fixed(ColumnType.Timestamp), "datetime"),
        (Binding.FunctionResults.Fixed(ColumnType.Blob), "zeroblob randomblob unhex"),
        (Binding.FunctionResults.Fixed(ColumnType.Json), "json json_array json_object json_group_array json_group_object json_insert json_replace json_set json_remove json_patch"),
        (new(ResultOf.All), "ifnull"),
        (new(ResultOf.First), "ceil ceiling floor trunc likely unlikely likelihood"),
        (new(ResultOf.Rest), "iif if"));

    internal override ColumnType TypeNamed(string type) => SqliteTypes.FromDeclaration(type) switch
    {
        // A cast gives one of the engine's own types, by the words of the declaration.
        ColumnType.Text or ColumnType.Json => ColumnType.Text,
        ColumnType.Blob => ColumnType.Blob,
        ColumnType.Integer when !type.StartsWith("dec", StringComparison.Ordinal) && !type.StartsWith("num", StringComparison.Ordinal) => ColumnType.Integer,
        _ => type.Contains("int", StringComparison.Ordinal) ? ColumnType.Integer : ColumnType.Number,
    };

    internal override Expression PeriodText(Expression date, TimeGrain grain) => grain switch
    {
        TimeGrain.Week => new FunctionCall(new Identifier("date"), [date, Text("-6 days"), Text("weekday 1")]),
        TimeGrain.Quarter => new Binary("||", new Binary("||", Part(date, "%Y"), Text("-Q")), new Binary("/", new Binary("+", Part(date, "%m"), Number("2")), Number("3"))),
        _ => Part(date, grain switch { TimeGrain.Year => "%Y", TimeGrain.Month => "%Y-%m", _ => "%Y-%m-%d" }),
    };

    internal override Expression DaysBetween(Expression from, Expression to) =>
        new Binary("-", new FunctionCall(new Identifier("julianday"), [to]), new FunctionCall(new Identifier("julianday"), [from]));

    internal override Expression DayOf(Expression text, string form)
    {
        var hasDays = form.Contains('D', StringComparison.Ordinal);
        if (form is "YYYY-MM" or "YYYY-MM-DD")
        {
            return hasDays ? text : Join(text, Text("-01"));
        }

        // "0" and the number, of which the last two digits: what is there may have one.
        Expression Digits(Expression from) => Call("substr", Join(Text("0"), new Cast(from, "INTEGER")), Number("-2"));
        var month = Call("substr", text, Number("6"));
        var year = Call("substr", text, Number("1"), Number("4"));
        if (!hasDays)
        {
            return Join(year, Text("-"), Digits(month), Text("-01"));
        }

        var mark = form[form.IndexOf('D', StringComparison.Ordinal) - 1];
        var day = Call("substr", text, new Binary("+", Call("instr", month, Text(mark.ToString())), Number("6")));
        return Join(year, Text("-"), Digits(month), Text("-"), Digits(day));
    }

    internal override Expression ClockText(Expression moment) => Part(moment, "%H:%M");

    private static Expression Join(params ReadOnlySpan<Expression> parts)
    {
        var joined = parts[0];
        foreach (var part in parts[1..])
        {
            joined = new Binary("||", joined, part);
        }

        return joined;
    }

    private static FunctionCall Call(string name, params NodeList<Expression> arguments) => new(new Identifier(name), arguments);

    private static FunctionCall Part(Expression date, string format) => new(new Identifier("strftime"), [Text(format), date]);

    private static Literal Text(string text) => new(LiteralKind.Text, text);

    private static Literal Number(string number) => new(LiteralKind.Number, number);

    internal override string OutputName(Expression expression) => SqlRenderer.Render(expression, this);
}
