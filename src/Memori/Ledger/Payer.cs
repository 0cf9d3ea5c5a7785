namespace Memori.Ledger;

/// <summary>
/// To whom model calls are charged. Set for everything that happens within <see cref="Use"/>, calls that are made far below included,
/// so that nobody in between needs to hand it on.
/// </summary>
public sealed record Payer
{
    private static readonly AsyncLocal<Payer?> Ambient = new();

    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>The id of the API key that the request came with, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>The session, or null. For statistics only.</summary>
    public string? SessionId { get; init; }

    /// <summary>What the calls are for, in kebab case: <c>chat</c>, <c>text2sql</c>, <c>extraction</c>, <c>proxy</c>. For statistics only. Default <c>chat</c>.</summary>
    public string Operation { get; init; } = "chat";

    /// <summary>To whom calls are charged that say nothing else: nobody in particular, with the limits of a user.</summary>
    public static Payer Unattributed { get; } = new() { UserId = "unattributed" };

    /// <summary>The payer of what happens now, or null.</summary>
    public static Payer? Current => Ambient.Value;

    /// <summary>Charges what happens until the result is disposed, in this flow of control, to <paramref name="payer"/>.</summary>
    public static IDisposable Use(Payer payer)
    {
        var before = Ambient.Value;
        Ambient.Value = payer;
        return new Restore(before);
    }

    private sealed class Restore(Payer? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
