using Memori.Text;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Answering;

/// <summary>Writes the one question back to the person when there is no sure answer; every option is a whole question that can be asked instead.</summary>
internal static class ClarificationWriter
{
    private const int MostOptions = 3;
    private const int MostTables = 12;

    /// <summary>Which of the readings that were found is meant, else which of the things that a phrase names, else what is asked at all.</summary>
    public static Clarification Write(GroundedQuestion question, IReadOnlyList<VerifiedQuery> readings, Language language) =>
        Between(question, readings, language) ?? (question.LeansOn is { } turn ? NoChange(question, turn, language) : Ambiguous(question, language)) ?? NotUnderstood(question, language);

    // The question leaned on the turn before, and nothing in its answer could be changed so.
    private static Clarification NoChange(GroundedQuestion question, Turn turn, Language language)
    {
        var text = new LocalizedText(
            $"I take this as a follow-up to “{turn.Whole}”, but I do not see what it changes in that answer. What is the whole question?",
            $"我把这句话理解为对“{turn.Whole}”的追问,但看不出要改动哪一部分。完整的问题是什么?");
        return new Clarification(text.In(language), [.. new[] { question.Completion?.Text, turn.Whole }.OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    private static Clarification? Between(GroundedQuestion question, IReadOnlyList<VerifiedQuery> readings, Language language)
    {
        var close = readings.Take(MostOptions).ToList();
        if (close.Count < 2)
        {
            return null;
        }

        var phrases = ReadingDifference.Of(close, question, language).Where(phrase => phrase.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (phrases.Count < 2)
        {
            return null;
        }

        var text = new LocalizedText(
            $"This can be read in more than one way: {string.Join(", or ", phrases)}. Which is meant?",
            $"这个问题有不止一种理解:{string.Join(";还是", phrases)}。您指的是哪一种?");
        return new Clarification(text.In(language), [.. phrases.Select(phrase => Whole(question, phrase, language))]);
    }

    private static Clarification? Ambiguous(GroundedQuestion question, Language language)
    {
        var places = question.Values.GroupBy(link => link.Phrase, StringComparer.Ordinal)
            .Select(links => (Phrase: links.Key, Columns: links.Select(link => (link.Table, link.Column)).Distinct().Take(MostOptions).ToList()))
            .FirstOrDefault(phrase => phrase.Columns.Count > 1);
        if (places.Columns is null)
        {
            return null;
        }

        var text = new LocalizedText($"“{places.Phrase}” stands in more than one column. Which is meant?", $"“{places.Phrase}”出现在不止一列中。您指的是哪一列?");
        return new Clarification(text.In(language), [.. places.Columns.Select(column => Whole(
            question,
            new LocalizedText($"{places.Phrase} as {column.Column} of {column.Table}", $"{places.Phrase} 指 {column.Table} 的 {column.Column}").In(language),
            language))]);
    }

    private static Clarification NotUnderstood(GroundedQuestion question, Language language)
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

    /// <summary>The question as asked, with what it is to mean.</summary>
    private static string Whole(GroundedQuestion question, string phrase, Language language)
    {
        var asked = (question.Completion?.Text ?? question.Question.Text).TrimEnd(' ', '?', '？', '.', '。', '!', '！');
        return language == Language.Chinese ? $"{asked}({phrase})?" : $"{asked} ({phrase})?";
    }

    private static LocalizedText HowMany(TableSchema table) => new($"How many rows are in {table.Name}?", $"{table.Name} 有多少行?");
}
