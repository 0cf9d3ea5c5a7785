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

    /// <summary>All that could be answered was called wrong by the person: there must be a way on.</summary>
    public static Clarification CalledWrong(GroundedQuestion question, IReadOnlyList<string> asked, Language language)
    {
        var model = asked.Contains("claude", StringComparer.Ordinal)
            ? new LocalizedText("", "")
            : new LocalizedText(" A model may read it another way: let Claude answer.", "也可以启用 Claude 来回答。");
        var text = new LocalizedText(
            $"The only answer I have for this question was called wrong, so I don't give it again. Put the question another way, or say what SQL is right.{model.English}",
            $"我对这个问题仅有的答案已被评为错误,因此不再给出。请换一种问法,或提供正确的 SQL。{model.Chinese}");
        return new Clarification(text.In(language), [.. question.Tables.Take(MostOptions).Select(t => HowMany(t).In(language)).Where(option => option != question.Question.Text)]);
    }

    private static LocalizedText HowMany(TableSchema table) => new($"How many rows are in {table.Name}?", $"{table.Name} 有多少行?");
}
