namespace Memori.Claude.Chat.Context;

/// <summary>How much of a long conversation is sent again with every turn.</summary>
public enum ContextStrategy
{
    /// <summary>The cheapest: the last three rounds, the newest included.</summary>
    Aggressive,

    /// <summary>What fits 60 % of the model's window; when it no longer does, the last five rounds or what fits 30 %, whichever is more. The default.</summary>
    Balanced,

    /// <summary>The most faithful: what fits 80 % of the model's window; when it no longer does, what fits 60 %.</summary>
    Conservative,
}
