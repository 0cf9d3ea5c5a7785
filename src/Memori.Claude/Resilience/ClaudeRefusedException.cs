using Memori.Ledger;
using Memori.Text;

namespace Memori.Claude.Resilience;

/// <summary>The model refused to answer. It is paid for all the same.</summary>
public sealed class ClaudeRefusedException(TokenUsage usage)
    : ClaudeException(
        FaultKind.BadRequest,
        "claude-refused",
        new LocalizedText("Claude declined to answer this; put it differently.", "Claude 拒绝回答此内容,请换一种说法。"))
{
    /// <summary>What the refusal used and cost.</summary>
    public TokenUsage Usage { get; } = usage;
}
