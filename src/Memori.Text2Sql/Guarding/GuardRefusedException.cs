namespace Memori.Text2Sql.Guarding;

/// <summary>The guard refused a query. The code is the rule's.</summary>
public sealed class GuardRefusedException : MemoriException
{
    internal GuardRefusedException(GuardRefusal refusal)
        : base(FaultKind.Refused, refusal.Rule, refusal.Message) => Refusal = refusal;

    /// <summary>Which rule, where.</summary>
    public GuardRefusal Refusal { get; }
}
