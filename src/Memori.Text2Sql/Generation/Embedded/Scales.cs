using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Units of numbers: a column may hold square metres where the question says square kilometres, or hold ten thousands by its name.</summary>
internal static class Scales
{
    private const decimal Percent = 0.01m;
    // 190, not 190.0.
    private const decimal WithoutZeros = 1.0000000000000000000000000000m;
    private const int LongestUnit = 12;
    private const int MostTokens = 4;

    // A comparison may lie a little outside of what is stored.
    private const decimal Slack = 2;

    private static readonly Dictionary<string, decimal> Units = DataFile.Pairs("scales.tsv").ToDictionary(p => p.Key, p => decimal.Parse(p.Value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    /// <summary>By what a number is multiplied to be in the basic unit; 1 where it has none.</summary>
    public static decimal Of(IReadOnlyList<Token> tokens, Mention number)
    {
        if (number.Text.EndsWith('%') || (number.Start >= 3 && tokens[number.Start - 3].Text + tokens[number.Start - 2].Text + tokens[number.Start - 1].Text == "百分之"))
        {
            return Percent;
        }

        if (number.Text.Contains('米', StringComparison.Ordinal))
        {
            // 一米九
            return Units["米"];
        }

        var text = "";
        var found = 1m;
        for (var i = number.End; i < tokens.Count && i < number.End + MostTokens && text.Length < LongestUnit; i++)
        {
            text += tokens[i].Kind == TokenKind.Word && text.Length > 0 ? " " + tokens[i].Lower : tokens[i].Lower;
            found = Units.GetValueOrDefault(text, found);
        }

        return found;
    }

    /// <summary>The number as the column has it: as it is said, unless only another unit lies where the column's values do.</summary>
    public static decimal Fit(NumberOperand number, ColumnSchema column)
    {
        if (!decimal.TryParse(column.Profile.Max, NumberStyles.Float, CultureInfo.InvariantCulture, out var max) || !decimal.TryParse(column.Profile.Min, NumberStyles.Float, CultureInfo.InvariantCulture, out var min))
        {
            return number.Value;
        }

        if (number.Scale == Percent && max <= 1)
        {
            // Shares are stored as 0.2 as often as 20.
            return number.Value * Percent;
        }

        bool Lies(decimal value) => value >= min / Slack && value <= max * Slack;
        foreach (var scale in (ReadOnlySpan<decimal>)[1, number.Scale, column.Name.Contains('亿', StringComparison.Ordinal) ? 0.00000001m : column.Name.Contains('万', StringComparison.Ordinal) ? 0.0001m : 1])
        {
            if (Lies(number.Value * scale))
            {
                return number.Value * scale / WithoutZeros;
            }
        }

        return number.Value;
    }
}
