namespace Memori.Injection;

/// <summary>Which memories are put into a conversation.</summary>
[Flags]
public enum InjectionMode
{
    /// <summary>None: nothing is injected and nothing observed.</summary>
    None = 0,

    /// <summary>What was stated explicitly: the working set, at the start of a conversation.</summary>
    Conscious = 1,

    /// <summary>What was captured: recalled for every turn, and the exchange observed.</summary>
    Auto = 2,

    /// <summary>Both.</summary>
    Both = Conscious | Auto,
}

/// <summary>How memories are put into conversations.</summary>
public sealed record InjectionRequest
{
    /// <summary>Which. Default both.</summary>
    public InjectionMode Mode { get; init; } = InjectionMode.Both;

    /// <summary>The most estimated tokens of one block. Default 2,000.</summary>
    public int TokenBudget { get; init; } = 2_000;

    /// <summary>How many memories are recalled for a turn at most, 1–50. Default 10.</summary>
    public int RetrievalLimit { get; init; } = 10;

    /// <summary>Captured memories less important than that (as of now) are left out, 0–1. Default 0.5. What was stated explicitly always counts.</summary>
    public double ImportanceThreshold { get; init; } = 0.5;
}
