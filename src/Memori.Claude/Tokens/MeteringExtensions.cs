using Memori.Claude.Models;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude.Tokens;

/// <summary>Adds metering to a chat client.</summary>
public static class MeteringExtensions
{
    /// <summary>Fills the usage of every answer of <paramref name="client"/> with the counts of <see cref="UsageCounts"/>.</summary>
    public static IChatClient UseMetering(this IChatClient client, ModelCatalog catalog, string defaultModel, TimeProvider? time = null, ILogger? logger = null) =>
        new MeteringChatClient(client, catalog, defaultModel, time ?? TimeProvider.System, logger ?? NullLogger.Instance);
}
