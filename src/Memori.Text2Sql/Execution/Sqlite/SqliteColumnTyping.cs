using System.Globalization;
using System.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Sqlite;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>SQLite types values, not columns: a column's type is what its values show, or its declaration when there are none.</summary>
internal static class SqliteColumnTyping
{
    private static readonly string s_boolean = ResultColumn.NameOf(ColumnType.Boolean);

    /// <summary>The type of a column of <paramref name="rows"/>; values are made to fit it (0 and 1 of a boolean column, infinities, which JSON can't carry).</summary>
    public static string Apply(List<object?[]> rows, int column, string? declared)
    {
        var type = declared is null ? null : SqliteTypes.FromDeclaration(declared);
        var seen = Look(rows, column);
        if (type == ColumnType.Boolean && seen is { Integers: true, Reals: false, Texts: false, Blobs: false } && seen.OnlyBits)
        {
            rows.ForEach(row => row[column] = row[column] is long bit ? bit == 1 : null);
            return s_boolean;
        }

        return ResultColumn.NameOf(seen.Texts ? TextForms.TypeOf(seen.Form) is { } form && !seen.Integers && !seen.Reals ? form : type == ColumnType.Json ? ColumnType.Json : ColumnType.Text
            : seen.Blobs ? ColumnType.Blob
            : seen.Reals ? ColumnType.Number
            : seen.Integers ? type == ColumnType.Number ? ColumnType.Number : ColumnType.Integer
            : type ?? ColumnType.Text);
    }

    /// <summary>Makes the values of a row that came after the types were found fit them where they can; a value that can't stays what it is.</summary>
    public static void Fit(object?[] row, IReadOnlyList<ResultColumn> columns)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = row[i] switch
            {
                long and (0 or 1) when columns[i].Type == s_boolean => row[i] is 1L,
                double real => Carried(real),
                var other => other,
            };
        }
    }

    private static object Carried(double real) => double.IsFinite(real) ? real : real.ToString(CultureInfo.InvariantCulture);

    private static Seen Look(List<object?[]> rows, int column)
    {
        var seen = new Seen { OnlyBits = true };
        foreach (var row in rows)
        {
            switch (row[column])
            {
                case long integer:
                    seen.Integers = true;
                    seen.OnlyBits &= integer is 0 or 1;
                    break;
                case double real:
                    seen.Reals = true;
                    row[column] = Carried(real);
                    break;
                case string text:
                    seen.Texts = true;
                    seen.Form = text.Length is > 0 and < 40 ? TextForms.Combine(seen.Form, Encoding.UTF8.GetBytes(text)) : TextForm.Other;
                    break;
                case byte[]:
                    seen.Blobs = true;
                    break;
                default:
                    break;
            }
        }

        return seen;
    }

    private struct Seen
    {
        public bool Integers;
        public bool Reals;
        public bool Texts;
        public bool Blobs;
        public bool OnlyBits;
        public TextForm Form;
    }
}
