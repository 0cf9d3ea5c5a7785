using Memori.Text;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What can be wrong about policies as a whole.</summary>
internal static class PolicyFaults
{
    public static MemoriException OtherVersion() => new(FaultKind.Outdated, "policy-version", new LocalizedText(
        "The policy was changed by someone else in the meantime. Read it again, and make your change to what it is now.",
        "该策略已被他人修改。请重新读取,再基于最新版本修改。"));

    public static MemoriException Unreadable() => new(FaultKind.Backend, "policy-unreadable", new LocalizedText(
        "The datasource's access rules can't be read, so nothing of it may be read. Whoever administers it must set them again.",
        "无法读取该数据源的访问规则,因此不允许读取任何数据。请联系管理员重新设置。"));
}
