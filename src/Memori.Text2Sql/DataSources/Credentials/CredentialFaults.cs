using Memori.Text;

namespace Memori.Text2Sql.DataSources.Credentials;

/// <summary>What can be wrong with a stored password, in words for people.</summary>
internal static class CredentialFaults
{
    public static MemoriException Lost(int id) => new(
        FaultKind.Backend,
        "datasource-password-lost",
        new LocalizedText(
            $"The stored password of datasource {id} can't be opened: its key is not the one that is configured now. Enter the password again, or bring back the key (MEMORI_SECRET_KEY, secret.key).",
            $"无法解开数据源 {id} 已保存的密码:当前配置的密钥与加密时不同。请重新输入密码,或恢复原来的密钥(MEMORI_SECRET_KEY、secret.key)。"));

    public static MemoriException UnreadableKey(string path, Exception cause) => new(
        FaultKind.Backend,
        "secret-key-unreadable",
        new LocalizedText(
            $"The key for passwords, '{path}', can't be read or written ({cause.GetType().Name}). Check its permissions, or set MEMORI_SECRET_KEY.",
            $"无法读写密码的密钥文件“{path}”({cause.GetType().Name})。请检查权限,或设置 MEMORI_SECRET_KEY。"),
        cause);
}
