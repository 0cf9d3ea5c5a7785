using System.CommandLine;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>--kind</c>, whose words are known.</summary>
internal static class KindOption
{
    public static Option<string?> One()
    {
        var option = new Option<string?>("--kind") { Description = "What it is about, default fact · 类型,默认 fact" };
        option.AcceptOnlyFromAmong(MemoryWords.All<MemoryKind>());
        return option;
    }

    public static Option<string[]> Several()
    {
        var option = new Option<string[]>("--kind") { Description = "Only this kind; may be repeated · 只看此类型,可重复", AllowMultipleArgumentsPerToken = false };
        option.AcceptOnlyFromAmong(MemoryWords.All<MemoryKind>());
        return option;
    }
}
