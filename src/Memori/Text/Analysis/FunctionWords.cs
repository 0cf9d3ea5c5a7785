
namespace Memori.Text.Analysis;

/// <summary>Words and characters that carry grammar rather than meaning, and are not indexed.</summary>
internal static class FunctionWords
{
    private static readonly HashSet<string> English = Words(
        """
        a an the this that these those such some any each every either neither both all other another own same
        i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
        it its itself they them their theirs themselves one ones who whom whose which what when where why how
        am is are was were be been being do does did doing done have has had having will would shall should can could may might must
        and or but nor if then else than because as until while of at by for with about against between into through during
        before after above below to from up down in out on off over under again further once here there
        so too very just also only not no yes ever never s t d ll m re ve don didn doesn isn aren wasn weren hasn haven hadn won wouldn
        shouldn couldn can't let get got gets getting go goes going gonna wanna kinda gotta thing things stuff really much many more most
        etc ok okay oh wow hey hi hello yeah yep nope hmm um uh please
        """);

    private static readonly HashSet<char> Chinese = new HashSet<char>(
        "的了着过吗呢啊呀吧嘛哦哎唉嗯是在和与及或跟同就都也还又再很太更最把被让给向从到对于为以而且但却则若如因所其之此这那哪些个么什怎谁啥几多少"
        + "我你您他她它们咱有没不会能可要想将来去上下里中得地吧呗来着请问");

    public static bool IsEnglish(string word) => English.Contains(word);

    public static bool IsChinese(char character) => Chinese.Contains(character);

    private static HashSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
