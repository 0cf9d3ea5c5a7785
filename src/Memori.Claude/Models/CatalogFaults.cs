using System.Globalization;
using Memori.Text;

namespace Memori.Claude.Models;

internal static class CatalogFaults
{
    public static MemoriException UnknownModel(string id, IEnumerable<string> known)
    {
        var list = string.Join(", ", known);
        return new MemoriException(
            FaultKind.BadRequest,
            "unknown-model",
            new LocalizedText(
                $"The model {id} is not in the catalogue. Known: {list}. A new model is added in the file that MEMORI_MODEL_CATALOG (or CatalogPath) names.",
                $"模型目录中没有 {id}。已知模型:{list}。新模型可添加到 MEMORI_MODEL_CATALOG(或 CatalogPath)指定的文件中。"));
    }

    public static MemoriException Retired(string id, DateOnly day) => new(
        FaultKind.BadRequest,
        "model-retired",
        new LocalizedText(
            $"The model {id} was retired on {Iso(day)} and has no successor in the catalogue.",
            $"模型 {id} 已于 {Iso(day)} 停用,目录中没有它的后继模型。"));

    public static MemoriException WithoutPrice(string id, DateOnly day) => new(
        FaultKind.Backend,
        "model-without-price",
        new LocalizedText(
            $"The catalogue has no price for {id} on {Iso(day)}.",
            $"模型目录中没有 {id} 在 {Iso(day)} 的价格。"));

    public static MemoriException NoModel(DateOnly day) => new(
        FaultKind.BadRequest,
        "no-model",
        new LocalizedText(
            $"No model in service on {Iso(day)} has a tier: the file that MEMORI_MODEL_CATALOG (or CatalogPath) names can give it one.",
            $"{Iso(day)} 没有带 tier 的可用模型:请在 MEMORI_MODEL_CATALOG(或 CatalogPath)指定的文件中设置。"));

    public static MemoriException WithoutStructuredOutput(string id) => new(
        FaultKind.BadRequest,
        "model-without-structured-output",
        new LocalizedText(
            $"The model {id} can't be held to a JSON schema; choose another one.",
            $"模型 {id} 不支持按 JSON 模式输出,请选择其他模型。"));

    public static MemoriException Invalid(string file, IReadOnlyCollection<string> errors, Exception? cause = null)
    {
        var list = string.Join(" ", errors);
        return new MemoriException(
            FaultKind.BadRequest,
            "invalid-model-catalog",
            new LocalizedText($"The model catalogue {file} is not valid: {list}", $"模型目录 {file} 无效:{list}"),
            cause);
    }

    public static MemoriException InvalidPrice(string id, decimal input, decimal output) => new(
        FaultKind.BadRequest,
        "invalid-model-price",
        new LocalizedText(
            $"The price of {id} is not valid: {input} and {output} USD per million tokens must not be negative, and with the rates of the cache not finer than a picodollar a token.",
            $"{id} 的价格无效:每百万 token {input} 与 {output} 美元不能为负数,且连同缓存费率不能细于每 token 一皮美元。"));

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
