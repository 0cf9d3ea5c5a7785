using Memori.Text;

namespace Memori.Text2Sql.Grounding;

/// <summary>Reads a person's text as a question, or says why it is none.</summary>
internal static class QuestionText
{
    public const int MaxLength = 4000;

    /// <exception cref="MemoriException"><c>question-empty</c>, <c>question-too-long</c> or <c>question-unreadable</c>.</exception>
    public static Question Read(string? text, DateTimeOffset askedAt)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
        {
            throw Bad("question-empty", new("The question is empty. Ask something, for example: How many orders are there?", "问题为空。请输入问题,例如:一共有多少个订单?"));
        }

        if (trimmed.Length > MaxLength)
        {
            throw Bad("question-too-long", new(
                $"The question has {trimmed.Length:N0} characters; at most {MaxLength:N0} are read. Ask one shorter question.",
                $"问题共有 {trimmed.Length:N0} 个字符,最多允许 {MaxLength:N0} 个。请缩短问题。"));
        }

        var language = LanguageDetection.Detect(trimmed) ?? throw Bad("question-unreadable", new(
            "The question has no words. Ask in English or Chinese.", "问题中没有文字。请用中文或英文提问。"));
        return new Question(trimmed, language, askedAt);
    }

    private static MemoriException Bad(string code, LocalizedText text) => new(FaultKind.BadRequest, code, text);
}
