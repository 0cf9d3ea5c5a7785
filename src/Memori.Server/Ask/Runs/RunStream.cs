using Memori.Server.Chat;

namespace Memori.Server.Ask.Runs;

/// <summary>Sends what a run tells as server-sent events, from where the caller lost it, until it is over or the caller is gone. The run does not depend on it.</summary>
internal static class RunStream
{
    public static async Task WriteAsync(HttpContext http, AskRun run, int after, TimeProvider time)
    {
        using var listening = run.Listen();
        var events = new EventStream(http);
        events.Describe();
        try
        {
            while (true)
            {
                var next = run.AfterAsync(after, http.RequestAborted);
                await events.KeepAliveUntilAsync(next, time);
                if (await next is not { Count: > 0 } told)
                {
                    return;
                }

                foreach (var one in told)
                {
                    await events.WriteAsync(one.Number, one.Name, one.Json);
                    after = one.Number;
                }
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens here any more.
        }
    }
}
