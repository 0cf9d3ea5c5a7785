using Memori.Injection;
using Memori.Server.Configuration;
using Memori.Server.Proxy.Bodies;

namespace Memori.Server.Proxy.Remembering;

/// <summary>
/// Puts memories into bodies. It never fails and never takes long: a call whose memories can't be had in time goes on without (P6 of the promises). Thread-safe.
/// </summary>
internal sealed partial class ProxyMemory(MemoryInjector injector, MemoriSettings settings, TimeProvider time, ILogger<ProxyMemory> logger)
{
    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(settings.ProxyMemoryTimeoutMilliseconds);

    /// <summary>A body with the memories that belong into it. Writes nothing.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="mode">Which.</param>
    /// <param name="original">The body as it came.</param>
    /// <param name="body">What was read of it, with keys.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RememberedBody> PlanAsync(Scope scope, InjectionMode mode, ReadOnlyMemory<byte> original, MessagesBody body, CancellationToken cancellationToken)
    {
        var turns = TurnsOf(original.Span, body);
        var plain = new RememberedBody { Bytes = original, Original = original, Body = body, Turns = turns };
        if (body.NewestPersonTurn() < 0)
        {
            return plain;
        }

        var request = new InjectionRequest { Mode = mode, RetrievalLimit = settings.RetrievalLimit, ImportanceThreshold = settings.ImportanceThreshold };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // Apart, since a store that is locked holds the thread that asks it.
            var planning = Task.Run(() => injector.PlanAsync(scope, turns, request, patience.Token), patience.Token);
            var injection = await planning.WaitAsync(_patience, time, cancellationToken);
            return Apply(plain, injection);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await patience.CancelAsync();
            LogWithout(failure);

            // Earlier turns may have had blocks: thinking behind them would be refused now that they are not there.
            return Apply(plain, Memori.Injection.Injection.Nothing with { FirstGone = -1 });
        }
    }

    /// <summary>Keeps the newest block, which must be done before the body is sent.</summary>
    /// <returns>The body to send: another's block in place of ours when that was quicker, none when it can't be kept.</returns>
    public async Task<RememberedBody> KeepAsync(Scope scope, RememberedBody planned, CancellationToken cancellationToken)
    {
        if (!planned.Injection.MustKeep)
        {
            return planned;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var kept = await injector.KeepAsync(scope, planned.Turns, planned.Injection, patience.Token).WaitAsync(_patience, time, cancellationToken);
            return kept.Blocks.SequenceEqual(planned.Injection.Blocks) ? planned with { Injection = kept } : Apply(planned, kept);
        }
        catch (Exception failure)
        {
            await patience.CancelAsync();
            LogWithout(failure);
            return Apply(planned, planned.Injection.WithoutNewest());
        }
    }

    /// <summary>The same body without the thinking that may be bound to another history than the one that is sent; null when there is none that can be left out.</summary>
    public static RememberedBody? WithoutThinking(RememberedBody sent)
    {
        var bare = Apply(sent, sent.Injection with { FirstGone = -1 });
        return bare.Bytes.Length < sent.Bytes.Length ? bare : null;
    }

    private static ConversationTurn[] TurnsOf(ReadOnlySpan<byte> json, MessagesBody body)
    {
        var newest = body.NewestPersonTurn();
        var turns = new ConversationTurn[body.Messages.Count];
        for (var i = 0; i < turns.Length; i++)
        {
            var message = body.Messages[i];
            turns[i] = new ConversationTurn(message.Key, message.IsUser, message.IsPersonTurn, i == newest ? MessageBlocks.TextOf(json, message) : "");
        }

        return turns;
    }

    private static RememberedBody Apply(RememberedBody plain, Injection.Injection injection)
    {
        var edits = new BodyEdits();
        foreach (var (turn, text) in injection.Blocks)
        {
            edits.PutBlock(plain.Body.Messages[turn], text);
        }

        var keepsThinking = injection.FirstGone is { } gone && !RemoveThinking(plain, gone, edits);
        var result = plain with { Injection = injection, KeepsBoundThinking = keepsThinking, Bytes = plain.Original };
        if (edits.IsEmpty)
        {
            return result;
        }

        var bytes = edits.Apply(plain.Original.Span);
        return bytes.Length <= MessagesBody.MaximumBytes ? result with { Bytes = bytes } : result with { Injection = Memori.Injection.Injection.Nothing };
    }

    /// <summary>Leaves thinking out that was done behind a turn, but for that of a tool call under way.</summary>
    /// <returns>Whether all of it is out.</returns>
    private static bool RemoveThinking(RememberedBody plain, int gone, BodyEdits edits)
    {
        var newest = plain.Body.NewestPersonTurn();
        var isOut = true;
        for (var i = gone + 1; i < plain.Body.Messages.Count; i++)
        {
            var message = plain.Body.Messages[i];
            if (message.HasThinking)
            {
                isOut &= i < newest && MessageBlocks.RemoveThinking(plain.Original.Span, message, edits);
            }
        }

        return isOut;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of /v1/messages goes on without memory.")]
    private partial void LogWithout(Exception failure);
}
