using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Execution;
using Spectre.Console;

namespace Memori.Cli.Terminal;

/// <summary>A table of rows in a terminal.</summary>
internal static class ResultView
{
    private const int MostRows = 50;

    public static void Show(QueryResult result, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in result.Columns)
        {
            var header = new TableColumn(Markup.Escape(TerminalText.Safe(column.Name)));
            table.AddColumn(column.Type is "integer" or "number" ? header.RightAligned() : header);
        }

        foreach (var row in result.Rows.Take(MostRows))
        {
            table.AddRow(Array.ConvertAll(row, Cell));
        }

        AnsiConsole.Write(table);
        var more = result.Truncated ? "+" : "";
        AnsiConsole.MarkupLine(result.Rows.Count > MostRows
            ? new LocalizedText(
                $"[grey]{result.Rows.Count}{more} rows, the first {MostRows} shown; --json gives them all[/]",
                $"[grey]共 {result.Rows.Count}{more} 行,显示前 {MostRows} 行;--json 可输出全部[/]").In(language)
            : new LocalizedText($"[grey]{(result.Truncated ? $"{result.Rows.Count}+ rows" : TerminalText.Count(result.Rows.Count, "row", "rows"))}[/]", $"[grey]共 {result.Rows.Count}{more} 行[/]").In(language));
    }

    private static string Cell(object? cell) => cell switch
    {
        null => "[grey]NULL[/]",
        double number => Markup.Escape(number.ToString("#,0.######", CultureInfo.InvariantCulture)),
        _ => Markup.Escape(TerminalText.Safe(CellText.Of(cell, CultureInfo.InvariantCulture))),
    };
}
