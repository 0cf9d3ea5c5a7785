using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Caching;
using static Memori.Claude.Emulator.Rules.RequestRefusedException;

namespace Memori.Claude.Emulator.Rules;

/// <summary>The rules of <c>cache_control</c>.</summary>
internal static class CacheRules
{
    private const int MaxBreakpoints = 4;

    public static void Check(JsonObject body)
    {
        var controls = PromptBlock.Of(body).Select(block => block.CacheControl).Append(body["cache_control"]).OfType<JsonNode>().ToList();
        Require(controls.Count <= MaxBreakpoints, $"A maximum of {MaxBreakpoints} blocks with cache_control may be provided. Found {controls.Count}.");
        var afterShort = false;
        foreach (var control in controls)
        {
            var ttl = control["ttl"].Text() ?? "5m";
            Require(control["type"].Text() == "ephemeral", "cache_control.type: Input should be 'ephemeral'");
            Require(ttl is "5m" or "1h", "cache_control.ttl: Input should be '5m' or '1h'");
            Require(ttl == "5m" || !afterShort, "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block");
            afterShort |= ttl == "5m";
        }
    }
}
