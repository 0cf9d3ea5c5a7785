using Memori.Claude.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Claude.Chat;

/// <summary>Adds the models' rules to a chat client.</summary>
public static class ModelRulesExtensions
{
    /// <summary>Makes every request to <paramref name="client"/> fit its model, by <paramref name="catalog"/>.</summary>
    public static IChatClient UseModelRules(this IChatClient client, ModelCatalog catalog, ClaudeOptions options, TimeProvider? time = null, ILogger? logger = null) =>
        new ModelRulesChatClient(client, catalog, options, time ?? TimeProvider.System, logger ?? NullLogger.Instance);
}
