using Memori.Claude.Chat.Caching;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Sessions;

/// <summary>
/// Ends sessions that were idle for too long, and deletes those that are over for longer than <see cref="MemoriSettings.SessionRetentionHours"/>,
/// with their own memories by <see cref="MemoriSettings.SessionMemoryPolicy"/>. Memories that became long-term belong to their user and stay.
/// </summary>
internal sealed partial class SessionCleanup(
    UserSessions sessions, MemoryEngine memory, ResponseCache answers, LiveSettings live, TimeProvider time, ILogger<SessionCleanup> logger) : IScheduledWork
{
    private const int ReadAtOnce = 100;

    public string Name => "session-cleanup";

    public LocalizedText Description { get; } = new(
        "Ends idle sessions; deletes old ones, with their memories by MEMORI_SESSION_MEMORY_POLICY.", "结束闲置会话;清除过期会话,并按 MEMORI_SESSION_MEMORY_POLICY 处理其记忆。");

    public TimeSpan? Interval { get; } = TimeSpan.FromMinutes(5);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var expired = await sessions.ExpireIdleAsync(cancellationToken);
        var before = time.GetUtcNow() - TimeSpan.FromHours(live.Current.SessionRetentionHours);
        var (deleted, memories, failed) = (0, 0, 0);
        Session? last = null;
        while (await sessions.EndedAsync(before, last, ReadAtOnce, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var session in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await TryCleanAsync(session, cancellationToken) is { } handled)
                {
                    deleted++;
                    memories += handled;
                }
                else
                {
                    failed++;
                }
            }

            last = page[^1];
        }

        return (expired, deleted, failed) is (0, 0, 0)
            ? null
            : $"{expired} sessions expired, {deleted} deleted, {memories} memories {Done(live.Current.SessionMemoryPolicy)}" + (failed == 0 ? "" : $", {failed} sessions failed");
    }

    /// <summary>The memories first: whoever stops in between begins again with the same session.</summary>
    /// <returns>How many memories were changed, or null when it failed: that must not keep the others from their turn.</returns>
    private async Task<int?> TryCleanAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            var scope = Scope.Create(session.UserId, session.Id);
            var handled = live.Current.SessionMemoryPolicy switch
            {
                "delete" => await memory.ClearAsync(scope, cancellationToken),
                "archive" => await memory.ArchiveSessionAsync(scope, cancellationToken),
                _ => 0,
            };
            if (handled > 0)
            {
                answers.Forget(session.UserId);
            }

            await sessions.DeleteAsync(session, cancellationToken);
            return handled;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
            return null;
        }
    }

    private static string Done(string policy) => policy switch { "delete" => "deleted", "archive" => "archived", _ => "changed" };

    [LoggerMessage(Level = LogLevel.Error, Message = "A session could not be cleaned up; the next round tries again.")]
    private partial void LogFailed(Exception exception);
}
