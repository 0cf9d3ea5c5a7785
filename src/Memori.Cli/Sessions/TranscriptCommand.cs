using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Memori.Server.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Sessions;

/// <summary><c>memori sessions transcript ID</c>.</summary>
internal static class TranscriptCommand
{
    public static Command Create()
    {
        var limit = NumberOption.Whole("--limit", "How many at most, default 100 · 最多条数,默认 100", 100);
        var offset = NumberOption.Whole("--offset", "How many to pass over · 跳过的条数", 0, least: 0);
        var options = new SessionOptions();
        var command = new Command("transcript", "What was said in a session, as far as it is remembered · 会话记录(仍被记住的部分)") { options.Id, options.User, limit, offset };
        return options.Complete(command, async (call, cancellationToken) =>
        {
            var (most, skipped) = MemoryFaults.RequirePage(call.Parsed.GetValue(limit), call.Parsed.GetValue(offset));
            var transcript = await TranscriptDocument.ReadAsync(
                call.Sessions,
                call.Services.GetRequiredService<SessionTranscripts>(),
                call.Parsed.GetValue(options.User)!,
                call.Parsed.GetValue(options.Id)!,
                skipped,
                most,
                cancellationToken);
            return call.Show(transcript, ServiceJson.Readable.TranscriptDocument, SessionView.ShowTranscript);
        });
    }
}
