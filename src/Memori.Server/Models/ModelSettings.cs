using Memori.Claude.Models;
using Memori.Server.Configuration;

namespace Memori.Server.Models;

/// <summary>The models as the settings say.</summary>
public static class ModelSettings
{
    /// <summary>
    /// The built-in catalogue, extended by the file of <c>MEMORI_MODEL_CATALOG</c>, with <c>MEMORI_COST_PER_1K_INPUT_TOKENS</c> and <c>…OUTPUT_TOKENS</c>, when set,
    /// as the price of <see cref="MemoriSettings.ClaudeModel"/>.
    /// </summary>
    /// <exception cref="MemoriException"><c>invalid-model-catalog</c>, with every error, or <c>invalid-model-price</c>.</exception>
    public static ModelCatalog LoadModels(this MemoriSettings settings)
    {
        var catalog = ModelCatalog.Load(settings.ModelCatalog);
        return settings is { CostPer1kInputTokens: { } input, CostPer1kOutputTokens: { } output }
            ? catalog.WithPrice(settings.ClaudeModel, input * 1000, output * 1000)
            : catalog;
    }
}
