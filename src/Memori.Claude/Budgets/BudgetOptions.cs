namespace Memori.Claude.Budgets;

/// <summary>What happens when little of a budget is left.</summary>
public sealed class BudgetOptions
{
    /// <summary>The name in <see cref="Microsoft.Extensions.AI.ChatOptions.AdditionalProperties"/> under which <c>true</c> keeps the asked model, however little is left.</summary>
    public const string PinModel = "memori.pin_model";

    /// <summary>The name in the answer's additional properties under which stands the model that was asked, when a cheaper one answered for the budget's sake.</summary>
    public const string DowngradedFrom = "memori.downgraded_from";

    /// <summary>The name in the answer's additional properties under which stands the <c>max_tokens</c> (int) that was sent, when it was cut to what is left.</summary>
    public const string CutTo = "memori.max_tokens_cut_to";

    /// <summary>
    /// The least <c>max_tokens</c> that is still of use: when less is left the call is refused, else its <c>max_tokens</c> is cut to what is left. Default 256; at least 1.
    /// A call that asks for less from the start gets what it asks.
    /// </summary>
    public int MinimumOutputTokens { get; set; } = 256;

    /// <summary>The cheaper model that is asked when little is left: an id or alias of the catalogue; null for none. Default null.</summary>
    public string? DowngradeModel { get; set; }

    /// <summary>The share of the daily limit below which what is left is little, 0–1; 0 for never. Default 0.1.</summary>
    public double DowngradeBelow { get; set; } = 0.1;
}
