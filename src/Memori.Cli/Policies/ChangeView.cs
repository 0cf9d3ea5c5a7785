using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Policies;
using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Cli.Policies;

/// <summary>Says what is kept after a change.</summary>
internal static class ChangeView
{
    public static async Task ShowAsync(PolicyCall call, StoredPolicy stored)
    {
        if (call.Json)
        {
            JsonOutput.Write(PolicyDocument.From(stored), ServiceJson.Readable.PolicyDocument);
            return;
        }

        var text = stored.Yaml is null
            ? new LocalizedText($"Removed; version {stored.Version}.", $"已删除;版本 {stored.Version}。")
            : new LocalizedText($"Kept as version {stored.Version}: {stored.Policy.Rules.Count} rules.", $"已保存为版本 {stored.Version}:{stored.Policy.Rules.Count} 条规则。");
        await Console.Out.WriteLineAsync(text.In(call.Language));
    }
}
