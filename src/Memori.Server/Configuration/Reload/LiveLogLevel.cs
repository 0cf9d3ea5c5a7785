using Memori.Server.Telemetry.Logs;
using Microsoft.Extensions.Options;

namespace Memori.Server.Configuration.Reload;

/// <summary>The least level that is logged, as the settings have it at the moment. Rules for a category go before it.</summary>
internal sealed class LiveLogLevel(LiveSettings live) : IConfigureOptions<LoggerFilterOptions>
{
    public void Configure(LoggerFilterOptions options) => options.Rules.Add(new LoggerFilterRule(null, null, null, (_, _, level) => level >= LevelNames.Least(live.Current)));
}
