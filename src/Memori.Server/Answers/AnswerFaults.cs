using Memori.Text;

namespace Memori.Server.Answers;

/// <summary>The failures of kept answers.</summary>
internal static class AnswerFaults
{
    private const int LongestReason = 1_000;
    private const int LongestTitle = 200;

    /// <summary>The person has no answer with that id, or not of a datasource that the person may ask: the same words for all.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "answer-not-found", new LocalizedText(
        "There is no answer with this id.", "没有此编号的回答。"));

    public static MemoriException ConversationNotFound() => new(FaultKind.NotFound, "conversation-not-found", new LocalizedText(
        "There is no conversation with this id.", "没有此编号的对话。"));

    /// <summary>The title when it is one.</summary>
    /// <exception cref="MemoriException"><c>invalid-title</c>.</exception>
    public static string RequireTitle(string title) => title.Trim() is { Length: > 0 and <= LongestTitle } trimmed ? trimmed : throw new MemoriException(
        FaultKind.BadRequest, "invalid-title", new LocalizedText($"title must have 1 to {LongestTitle} characters.", $"title 必须为 1 到 {LongestTitle} 个字符。"));

    public static MemoriException Verdict() => new(FaultKind.BadRequest, "invalid-verdict", new LocalizedText(
        "verdict must be right, wrong, or corrected with sql.", "verdict 必须是 right、wrong,或带 sql 的 corrected。"));

    public static MemoriException Unanswered() => new(FaultKind.BadRequest, "answer-without-sql", new LocalizedText(
        "This answer has no SQL that could be right: correct it with one.", "该回答没有 SQL,无法判定为正确;请提供正确的 SQL。"));

    /// <summary>The text when it is short enough.</summary>
    /// <exception cref="MemoriException"><c>reason-too-long</c>.</exception>
    public static string? RequireReason(string? reason) => reason is not { Length: > LongestReason } ? reason : throw new MemoriException(
        FaultKind.BadRequest, "reason-too-long", new LocalizedText($"reason may have at most {LongestReason:N0} characters.", $"reason 最多 {LongestReason:N0} 个字符。"));
}
