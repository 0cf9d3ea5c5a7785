namespace Memori.Recall;

/// <summary>
/// The weights of recall. The defaults were fitted by eng/Memori.FitRecall on three kinds of conversation at once (two people, notes of one
/// narrator, a user and an assistant), rounded by hand, and lie on plateaus; evaluation/recall/REPORT.md has the figures on conversations that the fit never saw.
/// </summary>
public sealed class RecallOptions
{
    /// <summary>
    /// How likely it must be that memories answer before they are worth injecting into a conversation, 0–1 (<see cref="RecalledMemory.Sureness"/>).
    /// Default 0.5. On notes that all follow the same patterns a question about somebody else's life reaches it often: there nothing tells
    /// whose life is meant.
    /// </summary>
    public double InjectionSureness { get; set; } = 0.5;

    /// <summary>How many bytes the indexes may take together, about; above it the least recently used owners leave. Default 1 GiB, at least one owner.</summary>
    public long IndexBytes { get; set; } = 1L << 30;

    /// <summary>How old what a recall sees may be, up to a second, to save it the look at the owner's version. Default 0: it sees every write acknowledged before it.</summary>
    public TimeSpan Staleness
    {
        get;
        set => field = value >= TimeSpan.Zero && value <= TimeSpan.FromSeconds(1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "0 to 1 second");
    }

    /// <summary>BM25: how soon repetitions stop counting. Default 1.2.</summary>
    public double Saturation { get; set; } = 1.2;

    /// <summary>BM25: how much the length of a memory counts, 0–1. Default 0.8.</summary>
    public double LengthNormalisation { get; set; } = 0.8;

    /// <summary>The same for what is no whole word: a single Chinese character, a class of words, a translation. Default 1.</summary>
    public double LooseLengthNormalisation { get; set; } = 1;

    /// <summary>How much a single Chinese character counts beside a pair. Default 0.5.</summary>
    public double SingleHan { get; set; } = 0.5;

    /// <summary>How much a word that everybody uses of everything ("begin", 时候) counts beside another. Default 0.6.</summary>
    public double CommonWord { get; set; } = 0.6;

    /// <summary>How much a class of words ("age") counts beside a word. Default 0.5.</summary>
    public double Concept { get; set; } = 0.5;

    /// <summary>How much the translation of a word of the query counts beside the word. Default 0.75.</summary>
    public double Translation { get; set; } = 0.75;

    /// <summary>How much the date of a turn counts when the query names it. Default 0.5.</summary>
    public double Date { get; set; } = 0.5;

    /// <summary>Dialogue: how much of its terms a turn lends to its neighbours. Default 0.8.</summary>
    public double Neighbours { get; set; } = 0.8;

    /// <summary>Dialogue: how much of the score of a question the turn after it inherits. Default 0.2.</summary>
    public double AnswersQuestion { get; set; } = 0.2;

    /// <summary>One narrator: how much what the whole session has of the query counts for each of its memories. Default 1.5.</summary>
    public double Coverage { get; set; } = 1.5;

    /// <summary>One narrator: how much the other parts of the query count in that coverage. Default 1.5.</summary>
    public double OtherParts { get; set; } = 1.5;

    /// <summary>One narrator: how much of its score a memory lends to one of the same session that speaks of the same. Default 0.5.</summary>
    public double Association { get; set; } = 0.5;

    /// <summary>How much more a turn counts whose speaker the query names. Default 0.1.</summary>
    public double NamedSpeaker { get; set; } = 0.1;

    /// <summary>
    /// How much more a turn of the assistant counts when the query asks what "you" said, and how much less when it asks about "me" alone. Default 0.3.
    /// </summary>
    public double RoleAsked { get; set; } = 0.3;

    /// <summary>
    /// Dialogue: up to how many terms a turn is so short that it needs its neighbours in full; where turns are longer on average, they lend
    /// in proportion less. Default 40.
    /// </summary>
    public double ShortTurn { get; set; } = 40;

    /// <summary>How much less a turn counts that asks. Default 0.1.</summary>
    public double AsksItself { get; set; } = 0.1;

    /// <summary>How much more a turn with a time in it counts when the query asks for one. Default 0.1.</summary>
    public double TimeAsked { get; set; } = 0.1;

    /// <summary>How much less a memory counts when a better one among those found says nearly the same, 0–1. Default 0.15; 0 for none.</summary>
    public double Diversity { get; set; } = 0.15;

    /// <summary>How much importance, and as much again feedback, may raise or lower a score. Default 0.1: never enough to bury what answers.</summary>
    public double Importance { get; set; } = 0.1;
}
