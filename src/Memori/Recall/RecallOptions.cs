namespace Memori.Recall;

/// <summary>The weights of recall.</summary>
public sealed class RecallOptions
{
    /// <summary>The score from which a memory is worth injecting into a conversation, 0–1. Default 0.3.</summary>
    public double InjectionScore { get; set; } = 0.3;

    /// <summary>BM25: how soon repetitions stop counting. Default 1.2.</summary>
    public double Saturation { get; set; } = 1.2;

    /// <summary>BM25: how much the length of a memory counts, 0–1. Default 0.5.</summary>
    public double LengthNormalisation { get; set; } = 0.5;

    /// <summary>How much of its terms a turn lends to its neighbours in a dialogue. Default 1.</summary>
    public double DialogueNeighbours { get; set; } = 1;

    /// <summary>The same where one person tells. Default 0.1.</summary>
    public double MonologueNeighbours { get; set; } = 0.1;

    /// <summary>How much a dialogue's answer to the whole query counts for each of its turns. Default 0.</summary>
    public double DialogueCoverage { get; set; }

    /// <summary>The same where one person tells. Default 1.5.</summary>
    public double MonologueCoverage { get; set; } = 1.5;

    /// <summary>How much a conversation's answer to the other parts of the query counts, relative to its coverage. Default 1.</summary>
    public double OtherParts { get; set; } = 1;

    /// <summary>How much more a turn counts whose speaker the query names. Default 0.1.</summary>
    public double NamedSpeaker { get; set; } = 0.1;

    /// <summary>How much of the score of a question the turn after it inherits. Default 0.2.</summary>
    public double AnswersQuestion { get; set; } = 0.2;

    /// <summary>How much less a turn counts that asks. Default 0.1.</summary>
    public double AsksItself { get; set; } = 0.1;

    /// <summary>How much more a turn with a time in it counts when the query asks for one. Default 0.2.</summary>
    public double TimeAsked { get; set; } = 0.2;

    /// <summary>How much a single Chinese character counts beside a pair. Default 0.5.</summary>
    public double SingleHan { get; set; } = 0.5;
}
