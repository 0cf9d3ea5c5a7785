using Memori.Text;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Answering;

/// <summary>Writes the question back to the person when nothing answered.</summary>
internal static class ClarificationWriter
{
    private const int MostOptions = 3;
    private const int MostTables = 12;

    public static Clarification NotUnderstood(GroundedQuestion question, Language language)
    {
        var tables = question.Schema.Tables;
        var names = string.Join(language == Language.Chinese ? "、" : ", ", tables.Take(MostTables).Select(t => t.Name)) + (tables.Count > MostTables ? " …" : "");
        var text = new LocalizedText(
            $"I could not connect this question to the data. What should be looked up? The tables are: {names}.",
            $"无法将这个问题与数据对应起来。您想查询什么?现有的表:{names}。");
        var best = question.Tables.Count > 0 ? question.Tables : tables;
        return new Clarification(text.In(language), [.. best.Take(MostOptions).Select(t => HowMany(t).In(language))]);
    }

    private static LocalizedText HowMany(TableSchema table) => new($"How many rows are in {table.Name}?", $"{table.Name} 有多少行?");
}
