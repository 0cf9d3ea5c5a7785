using System.Text;
using Memori.Text2Sql.Sql;
using Spectre.Console;

namespace Memori.Cli.Terminal;

/// <summary>SQL with colours for a terminal.</summary>
internal static class SqlHighlighter
{
    public static Markup Highlight(string sql, SqlDialect dialect)
    {
        var markup = new StringBuilder();
        var end = 0;
        foreach (var token in SqlLexer.Tokenize(sql, dialect))
        {
            markup.Append(Markup.Escape(sql[end..token.Start]));
            end = token.Start + token.Length;
            var text = Markup.Escape(sql[token.Start..end]);
            markup.Append(Colour(token.Kind) is { } colour ? $"[{colour}]{text}[/]" : text);
        }

        return new Markup(markup.Append(Markup.Escape(sql[end..])).ToString());
    }

    private static string? Colour(SqlTokenKind kind) => kind switch
    {
        SqlTokenKind.Keyword => "blue",
        SqlTokenKind.Text => "green",
        SqlTokenKind.Number => "aqua",
        SqlTokenKind.Comment => "grey",
        _ => null,
    };
}
