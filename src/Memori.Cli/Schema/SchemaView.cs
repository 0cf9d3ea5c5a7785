using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.DataSources;
using Memori.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Drift;
using Spectre.Console;

namespace Memori.Cli.Schema;

/// <summary>A schema as a person reads it in a terminal.</summary>
internal static class SchemaView
{
    public static void Show(SchemaDocument schema, Language language)
    {
        foreach (var table in schema.Tables)
        {
            var rows = table.RowCount is { } count ? string.Create(CultureInfo.InvariantCulture, $" · {count:N0} {In(language, "rows", "行")}") : "";
            AnsiConsole.MarkupLine($"[bold]{Name(table)}[/]{(table.View ? In(language, " (view)", "(视图)") : "")}{rows}{Said(table.Comment, table.Synonyms)}");
            foreach (var column in table.Columns)
            {
                var marks = (table.PrimaryKey.Contains(column.Name) ? " key" : "") + (column.Values == ValueVisibility.Full ? "" : $" values:{column.Values.ToString().ToLowerInvariant()}");
                AnsiConsole.MarkupLine($"  {Safe(column.Name)} [blue]{Safe(column.DeclaredType)}[/]{marks}{Said(column.Comment, column.Synonyms)}");
            }

            foreach (var key in table.ForeignKeys)
            {
                AnsiConsole.MarkupLine($"  [grey]{Safe(string.Join(", ", key.Columns))} → {Safe(key.ReferencedTable)}({Safe(string.Join(", ", key.ReferencedColumns))})[/]");
            }
        }

        foreach (var term in schema.Glossary)
        {
            var definition = language == Language.Chinese ? term.DefinitionChinese ?? term.Definition : term.Definition ?? term.DefinitionChinese;
            AnsiConsole.MarkupLine($"[bold]{Safe(term.Term)}[/] {Safe(definition ?? "")} [grey]{Safe(term.Sql ?? "")}[/]");
        }
    }

    public static void ShowSync(SchemaSyncDocument sync, Language language)
    {
        AnsiConsole.MarkupLine(sync.First
            ? In(language, $"{sync.Tables} tables and views, read for the first time.", $"首次读取:{sync.Tables} 个表和视图。")
            : In(language, $"{sync.Tables} tables and views, {sync.Changes.Count} changes.", $"{sync.Tables} 个表和视图,{sync.Changes.Count} 处变化。"));
        foreach (var change in sync.Changes)
        {
            var place = change.Column is null ? change.Table : $"{change.Table}.{change.Column}";
            AnsiConsole.MarkupLine($"  {Mark(change.Kind)} {Safe(place)} {Safe(Describe(change))}");
        }

        foreach (var issue in sync.Issues)
        {
            AnsiConsole.MarkupLine($"  [yellow]![/] {Safe(issue.Message)}");
        }
    }

    private static string Mark(SchemaChangeKind kind) => kind switch
    {
        SchemaChangeKind.TableAdded or SchemaChangeKind.ColumnAdded or SchemaChangeKind.ForeignKeyAdded => "[green]+[/]",
        SchemaChangeKind.TableRemoved or SchemaChangeKind.ColumnRemoved or SchemaChangeKind.ForeignKeyRemoved => "[red]-[/]",
        _ => "[yellow]~[/]",
    };

    private static string Describe(SchemaChange change) => (change.Before, change.After) switch
    {
        (null, null) => "",
        (null, { } after) => after,
        ({ } before, null) => before,
        ({ } before, { } after) => $"{before} → {after}",
    };

    private static string Name(TableDocument table) => Safe(table.Schema is null ? table.Name : $"{table.Schema}.{table.Name}");

    private static string Said(string? comment, IReadOnlyList<string> synonyms)
    {
        var names = synonyms.Count == 0 ? "" : $" ({string.Join(", ", synonyms)})";
        return comment is null && names.Length == 0 ? "" : $" [grey]{Safe((comment ?? "").ReplaceLineEndings(" · "))}{Safe(names)}[/]";
    }

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));

    private static string In(Language language, string english, string chinese) => new LocalizedText(english, chinese).In(language);
}
