using System.Globalization;
using Memori.Alerts;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;

namespace Memori.Server.Usage;

/// <summary>What usage costs that somebody reports or plans. A model that the catalogue does not know is never free: it counts as the dearest.</summary>
internal sealed class UsagePricing(ModelCatalog catalog, AlertSink alerts, TimeProvider time)
{
    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The usage with its cost at today's price.</summary>
    public TokenUsage Price(string model, TokenUsage usage) => catalog.PriceOrDearest(model, Today).Model.Price(usage, Today);

    /// <summary>Says that a model's price is a guess. Callers choose the names: so once a day, not once for each of any number of them.</summary>
    public async Task AlertUnlessKnownAsync(string model, CancellationToken cancellationToken)
    {
        if (!catalog.TryFind(model, out _))
        {
            await alerts.RaiseAsync(
                new Alert
                {
                    Kind = AlertKinds.UnknownModel,
                    Key = $"recorded/{Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                    Message = $"Usage was recorded of a model that the catalogue does not know: {model}. It counts at the dearest price.",
                    Day = Today,
                },
                cancellationToken);
        }
    }
}
