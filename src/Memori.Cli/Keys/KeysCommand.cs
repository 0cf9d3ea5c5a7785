using System.CommandLine;

namespace Memori.Cli.Keys;

/// <summary><c>memori keys</c>: who is let in.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "API keys of the service · 服务的 API 密钥")
    {
        CreateKeyCommand.Create(),
        ListKeysCommand.Create(),
        RotateKeyCommand.Create(),
        RevokeKeyCommand.Create(),
    };
}
