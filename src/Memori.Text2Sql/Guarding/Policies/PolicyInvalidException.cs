using Memori.Text;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>A policy that can't be set: <c>policy-invalid</c>, with all its faults.</summary>
public sealed class PolicyInvalidException : MemoriException
{
    internal PolicyInvalidException(IReadOnlyList<PolicyFault> faults)
        : base(FaultKind.BadRequest, "policy-invalid", Say(faults)) => Faults = faults;

    /// <summary>What is wrong, in the order of the text.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; }

    private static LocalizedText Say(IReadOnlyList<PolicyFault> faults) => new(
        $"The policy can't be kept. {string.Join(' ', faults.Select(static f => $"Line {f.Line}, {f.Path}: {f.Text.English}"))}",
        $"策略无法保存。{string.Concat(faults.Select(static f => $"第 {f.Line} 行,{f.Path}:{f.Text.Chinese}"))}");
}
