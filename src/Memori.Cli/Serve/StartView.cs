using Memori.Server.Configuration;
using Memori.Server.State;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Serve;

/// <summary>What a service that has just started has, and what it has not, on stderr.</summary>
internal static class StartView
{
    public static async Task WriteAsync(IServiceProvider services, MemoriSettings settings, StartLog log, CancellationToken cancellationToken)
    {
        var state = services.GetRequiredService<IStateCare>().Place;
        var sources = (await services.GetRequiredService<DataSourceCatalog>().ListAsync(cancellationToken)).Count;
        var claude = settings.AnthropicApiKey is null
            ? new LocalizedText("off (set ANTHROPIC_API_KEY); questions are answered from memory and by rules", "未启用(请设置 ANTHROPIC_API_KEY);由记忆与规则回答")
            : new LocalizedText($"on ({settings.ClaudeModel})", $"已启用({settings.ClaudeModel})");
        var embeddings = settings.EmbeddingUrl is null
            ? new LocalizedText("by words (MEMORI_EMBEDDING_URL for meaning)", "按词语(设置 MEMORI_EMBEDDING_URL 可按语义)")
            : new LocalizedText($"by words and meaning ({settings.EmbeddingModel})", $"按词语与语义({settings.EmbeddingModel})");
        var backups = settings.BackupIntervalHours == 0
            ? new LocalizedText("by hand (MEMORI_BACKUP_INTERVAL_HOURS for a schedule)", "手动(设置 MEMORI_BACKUP_INTERVAL_HOURS 可定时)")
            : new LocalizedText($"every {settings.BackupIntervalHours} h, {settings.BackupKeep} kept", $"每 {settings.BackupIntervalHours} 小时,保留 {settings.BackupKeep} 份");
        LocalizedText[] lines =
        [
            new($"  profile      {settings.Profile ?? "none"}", $"  配置档      {settings.Profile ?? "无"}"),
            new($"  state        {state}", $"  状态        {state}"),
            new($"  Claude       {claude.English}", $"  Claude      {claude.Chinese}"),
            new($"  recall       {embeddings.English}", $"  记忆检索    {embeddings.Chinese}"),
            new($"  datasources  {sources}", $"  数据源      {sources}"),
            new($"  backups      {backups.English}", $"  备份        {backups.Chinese}"),
        ];
        foreach (var line in lines)
        {
            await log.SayAsync(line);
        }
    }
}
