using Memori.Text;

namespace Memori.Server.Access.Keys;

/// <summary>What a key may be.</summary>
internal static class KeyRules
{
    private const int LongestName = 200;
    private const int MostDataSources = 1_000;
    private const int MostGrants = 100;

    /// <summary>The key that was wanted, with an id and everything as it is stored.</summary>
    /// <exception cref="MemoriException"><c>invalid-key</c>, <c>invalid-id</c>.</exception>
    public static ApiKey Require(NewApiKey wanted, string prefix, DateTimeOffset now)
    {
        Check(wanted.UserId is null or "" || !string.IsNullOrWhiteSpace(wanted.UserId), "The user of a key can't be blank.", "密钥代表的用户不能为空白。");
        var user = wanted.UserId is { Length: > 0 } id ? Scope.Create(id).UserId : null;
        Check(wanted.Role != KeyRole.User || user is not null, "A key of role user needs the user that it speaks for.", "角色为 user 的密钥必须指定其代表的用户。");
        Check(
            IsPlain(wanted.Name) || wanted.Name.Length == 0,
            $"The name of a key has at most {LongestName} characters and no controls.", $"密钥名称最多 {LongestName} 个字符,且不能含控制字符。");
        Check(wanted.ExpiresAt is null || wanted.ExpiresAt > now, "A key must expire later than now.", "密钥的到期时间必须晚于当前时间。");
        Check(
            wanted.DataSources is null or { Count: > 0 and <= MostDataSources } && wanted.DataSources?.All(static source => source > 0) != false,
            $"A key is for 1 to {MostDataSources:N0} datasources, by their numbers; leave them out for all.", $"密钥可限定 1 到 {MostDataSources:N0} 个数据源(按编号);不指定表示全部。");
        Check(
            wanted.DataSources is null || wanted.Role != KeyRole.Admin,
            "A key of role admin is for all datasources: its holder could make another key.", "角色为 admin 的密钥适用于所有数据源,无法限定。");
        Check(
            wanted.RuleRoles.Count <= MostGrants && wanted.RuleRoles.All(IsPlain) && wanted.Attributes.Sum(static pair => pair.Value.Count) <= MostGrants
                && wanted.Attributes.All(static pair => IsPlain(pair.Key) && pair.Value.Count > 0 && pair.Value.All(IsPlain)),
            $"A key has at most {MostGrants} roles and {MostGrants} values of attributes, each of 1 to {LongestName} characters without controls.",
            $"密钥最多有 {MostGrants} 个角色和 {MostGrants} 个属性值,每个 1 到 {LongestName} 个字符,且不能含控制字符。");
        return new ApiKey
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Prefix = prefix,
            Name = wanted.Name,
            Role = wanted.Role,
            UserId = user,
            Memory = wanted.Memory,
            DataSources = wanted.DataSources is { } sources ? [.. sources.Distinct().Order()] : null,
            RuleRoles = [.. wanted.RuleRoles.Distinct(StringComparer.Ordinal)],
            Attributes = wanted.Attributes,
            CreatedAt = now,
            ExpiresAt = wanted.ExpiresAt?.ToUniversalTime(),
        };
    }

    /// <exception cref="MemoriException"><c>invalid-overlap</c>.</exception>
    public static void RequireOverlap(TimeSpan overlap)
    {
        if (overlap < TimeSpan.Zero || overlap > ApiKeys.LongestOverlap)
        {
            throw new MemoriException(FaultKind.BadRequest, "invalid-overlap", new LocalizedText(
                $"The old secret may be good for at most {ApiKeys.LongestOverlap.TotalDays:N0} days more.", $"旧密钥最多可再保留 {ApiKeys.LongestOverlap.TotalDays:N0} 天。"));
        }
    }

    private static bool IsPlain(string text) => text.Length is > 0 and <= LongestName && !text.Any(char.IsControl);

    private static void Check(bool fine, string english, string chinese)
    {
        if (!fine)
        {
            throw KeyFaults.Invalid(new LocalizedText(english, chinese));
        }
    }
}
