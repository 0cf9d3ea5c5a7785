using Memori.Text;

namespace Memori.Server.Sessions;

/// <summary>The failures of sessions, in words for people.</summary>
public static class SessionFaults
{
    /// <summary>The user has no session with that id: the same words whether there is none or it is someone else's.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "session-not-found", new LocalizedText(
        "There is no session with this id.", "没有此编号的会话。"));

    internal static MemoriException Unknown() => new(FaultKind.Unauthenticated, "session-unknown", new LocalizedText(
        "Invalid or expired session: there is none with this id. Begin one with POST /api/sessions.", "会话无效或已过期:没有此编号的会话。请用 POST /api/sessions 创建。"));

    /// <summary>The session is over.</summary>
    internal static MemoriException Over(SessionEnd end, TimeSpan timeout) => end == SessionEnd.Expired
        ? new MemoriException(FaultKind.Unauthenticated, "session-expired", new LocalizedText(
            $"Invalid or expired session: nobody used it for {timeout.TotalMinutes:0} minutes. Begin another one.", $"会话无效或已过期:超过 {timeout.TotalMinutes:0} 分钟未使用。请开始新的会话。"))
        : new MemoriException(FaultKind.Unauthenticated, "session-ended", new LocalizedText(
            "Invalid or expired session: it was ended. Begin another one.", "会话无效或已过期:会话已结束。请开始新的会话。"));

    internal static MemoriException Taken() => new(FaultKind.BadRequest, "session-id-taken", new LocalizedText(
        "A session with this id is over. Choose another id.", "使用此编号的会话已结束,请换一个编号。"));

    internal static MemoriException Metadata(int most, int depth) => new(FaultKind.BadRequest, "invalid-metadata", new LocalizedText(
        $"metadata must be at most {most} bytes of JSON, {depth} levels deep, with each name once and well-formed text.",
        $"metadata 最多 {most} 字节、{depth} 层 JSON,名称不得重复,文本必须是有效 Unicode。"));
}
