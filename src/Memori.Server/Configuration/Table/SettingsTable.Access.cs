using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Access() => new(new("Access", "访问控制"),
    [
        Of("MEMORI_ADMIN_KEY", Secret(32), s => s.AdminKey, (s, v) => s with { AdminKey = v },
            "A key of role admin that is always valid, to begin with.", "始终有效的管理员密钥,用于初始配置。") with { IsSecret = true },
        Of("MEMORI_JWT_AUTHORITY", Address, s => s.JwtAuthority, (s, v) => s with { JwtAuthority = v },
            "The OpenID Connect issuer whose tokens let callers in.", "其令牌可用于访问的 OpenID Connect 颁发者。") with { Needs = ["MEMORI_JWT_AUDIENCE"] },
        Of("MEMORI_JWT_AUDIENCE", Words, s => s.JwtAudience, (s, v) => s with { JwtAudience = v },
            "Whom tokens must be for.", "令牌必须面向的受众。") with { Needs = ["MEMORI_JWT_AUTHORITY"] },
        Of("MEMORI_JWT_KEYS_FILE", FilePath, s => s.JwtKeysFile, (s, v) => s with { JwtKeysFile = v },
            "The issuer's keys as a JWKS file, in place of asking the issuer.", "颁发者公钥的 JWKS 文件,代替向颁发者查询。") with { Needs = ["MEMORI_JWT_AUTHORITY"] },
        Of("MEMORI_JWT_USER_CLAIM", Words, s => s.JwtUserClaim, (s, v) => s with { JwtUserClaim = v },
            "The claim that is the user's id.", "表示用户编号的声明。"),
        Of("MEMORI_JWT_ROLES_CLAIM", Words, s => s.JwtRolesClaim, (s, v) => s with { JwtRolesClaim = v },
            "The claim with the roles, for the rules of datasources too.", "表示角色的声明,也用于数据源规则。"),
        Of("MEMORI_JWT_ADMIN_ROLE", Words, s => s.JwtAdminRole, (s, v) => s with { JwtAdminRole = v },
            "The role that makes its holder an administrator.", "使持有者成为管理员的角色。"),
        Of("MEMORI_JWT_SERVICE_ROLE", Words, s => s.JwtServiceRole, (s, v) => s with { JwtServiceRole = v },
            "The role that lets its holder speak for any user.", "使持有者可代表任意用户的角色。"),
        Of("MEMORI_JWT_ATTRIBUTE_CLAIMS", List, s => s.JwtAttributeClaims, (s, v) => s with { JwtAttributeClaims = v },
            "The claims that the rules of datasources may use, separated by commas.", "数据源规则可使用的声明,以逗号分隔。"),
    ]);

    private static SettingGroup Sessions() => new(new("Sessions", "会话"),
    [
        Of("MEMORI_SESSION_TIMEOUT_MINUTES", Whole(1, 525_600), s => s.SessionTimeoutMinutes, (s, v) => s with { SessionTimeoutMinutes = v },
            "After how many minutes without a request a session expires.", "会话在多少分钟没有请求后过期。"),
        Of("MEMORI_SESSION_AUTO_CREATE", Switch, s => s.SessionAutoCreate, (s, v) => s with { SessionAutoCreate = v },
            "Whether a session that is not known is created; else it is refused.", "是否自动创建未知的会话;否则拒绝。"),
        Of("MEMORI_SESSION_RETENTION_HOURS", Whole(0, 87_600), s => s.SessionRetentionHours, (s, v) => s with { SessionRetentionHours = v },
            "How many hours after its end a session is cleaned up.", "会话结束多少小时后被清理。") with { Reloads = true },
        Of("MEMORI_SESSION_MEMORY_POLICY", Choice("keep", "archive", "delete"), s => s.SessionMemoryPolicy, (s, v) => s with { SessionMemoryPolicy = v },
            "What becomes of a session's own memories when it is cleaned up; keep leaves them to the lifecycle.", "会话被清理时其自身记忆的处理方式;keep 表示交由生命周期处理。") with { Reloads = true },
    ]);
}
