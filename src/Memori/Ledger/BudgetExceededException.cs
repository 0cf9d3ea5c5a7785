using System.Globalization;
using Memori.Text;

namespace Memori.Ledger;

/// <summary>A budget does not allow a model call: nothing was asked, nothing is charged.</summary>
public sealed class BudgetExceededException(BudgetCheck budget) : MemoriException(FaultKind.Budget, CodeOf(budget.Reason), TextOf(budget))
{
    /// <summary>How the budget stands.</summary>
    public BudgetCheck Budget { get; } = budget;

    private static string CodeOf(BudgetReason reason) => reason switch
    {
        BudgetReason.KeyDailyLimit => "key-daily-token-limit",
        BudgetReason.RequestLimit => "request-token-limit",
        _ => "daily-token-limit",
    };

    private static LocalizedText TextOf(BudgetCheck budget)
    {
        var used = budget.CurrentUsage.ToString("N0", CultureInfo.InvariantCulture);
        var limit = (budget.DailyLimit ?? 0).ToString("N0", CultureInfo.InvariantCulture);
        var left = (budget.Remaining ?? 0).ToString("N0", CultureInfo.InvariantCulture);
        var asked = budget.Asked.ToString("N0", CultureInfo.InvariantCulture);
        var resets = budget.ResetsAt.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
        return budget.Reason switch
        {
            BudgetReason.RequestLimit => new LocalizedText(
                $"Per-request token limit exceeded: a request may use {left} tokens, input and output together, and this one could use {asked}.",
                $"超出单次请求的 token 限制:输入与输出合计最多 {left} 个 token,本次请求最多会用 {asked} 个。"),
            BudgetReason.KeyDailyLimit => new LocalizedText(
                $"Daily token limit of the API key exceeded: {used} of {limit} tokens are used or reserved, and this request could use {asked}; it begins anew at {resets}.",
                $"超出 API 密钥的每日 token 限额:已使用或预留 {used} / {limit},本次请求最多会用 {asked};限额将于 {resets} 重置。"),
            _ => new LocalizedText(
                $"Daily token limit exceeded: {used} of {limit} tokens are used or reserved, and this request could use {asked}; it begins anew at {resets}.",
                $"超出每日 token 限额:已使用或预留 {used} / {limit},本次请求最多会用 {asked};限额将于 {resets} 重置。"),
        };
    }
}
