using System.Collections.Frozen;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>Where the type of a function's result comes from.</summary>
internal enum ResultOf
{
    /// <summary>It is always the same.</summary>
    Function,

    /// <summary>It is that of the first argument.</summary>
    First,

    /// <summary>It is what all arguments have in common.</summary>
    All,

    /// <summary>It is what all but the first argument have in common.</summary>
    Rest,

    /// <summary>Whole numbers give whole numbers, others a number.</summary>
    Sum,

    /// <summary>It is text when the first argument is; unknown when that is something else, a range for example.</summary>
    Text,

    /// <summary>It is what the function is ordered by (WITHIN GROUP).</summary>
    Order,
}

/// <summary>The type of a function's result.</summary>
/// <param name="Of">Where it comes from.</param>
/// <param name="Type">The type, for <see cref="ResultOf.Function"/>.</param>
internal readonly record struct FunctionResult(ResultOf Of, ColumnType Type = ColumnType.Other);

/// <summary>Builds the lists of a dialect.</summary>
internal static class FunctionResults
{
    /// <summary>What the dialects share.</summary>
    private static readonly (FunctionResult Result, string Names)[] s_shared =
    [
        (Fixed(ColumnType.Integer), "count length octet_length row_number rank dense_rank ntile sign"),
        (Fixed(ColumnType.Number), "avg acos acosh asin asinh atan atan2 atanh cos cosh degrees exp ln log log10 pi power radians sin sinh sqrt tan tanh percent_rank cume_dist"),
        (new(ResultOf.Text), "lower upper"),
        (Fixed(ColumnType.Text), "trim ltrim rtrim replace substr substring concat concat_ws format string_agg"),
        (Fixed(ColumnType.Timestamp), "current_timestamp"),
        (new(ResultOf.First), "min max lag lead first_value last_value nth_value abs nullif mod"),
        (new(ResultOf.All), "coalesce"),
        (new(ResultOf.Sum), "sum"),
    ];

    public static FunctionResult Fixed(ColumnType type) => new(ResultOf.Function, type);

    /// <summary>The shared functions and those of a dialect, by lower-case name.</summary>
    public static FrozenDictionary<string, FunctionResult> With(params (FunctionResult Result, string Names)[] own)
    {
        var results = new Dictionary<string, FunctionResult>(StringComparer.Ordinal);
        foreach (var (result, names) in s_shared.Concat(own))
        {
            foreach (var name in names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                results[name] = result;
            }
        }

        return results.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>What a function in FROM gives.</summary>
/// <param name="Columns">Its columns; empty for one column that is called as the alias, or as the function.</param>
/// <param name="OwnType">The type of that one column; null when it depends on the arguments.</param>
internal sealed record TableFunction((string Name, ColumnType Type)[] Columns, ColumnType? OwnType = null)
{
    /// <summary>Columns that a star leaves out.</summary>
    public string[] Hidden { get; init; } = [];
}
