using Memori.Text.Analysis;

namespace Memori.FitRecall;

/// <summary>What recall is made of, each with the way to leave it out.</summary>
internal static class Ingredients
{
    public static IReadOnlyList<(string Name, WeightSet Without)> All { get; } = Of(WeightSet.Default);

    private static IReadOnlyList<(string Name, WeightSet Without)> Of(WeightSet all) =>
    [
        ("stems and irregular forms", all with { Without = AnalysisParts.Stems }),
        ("function words left out", all with { Without = AnalysisParts.FunctionWords }),
        ("common words count less", all.With(o => o.CommonWord = 1)),
        ("word classes", all.With(o => o.Concept = 0)),
        ("translations of words", all.With(o => o.Translation = 0)),
        ("single Chinese characters", all.With(o => o.SingleHan = 0)),
        ("length of a memory", all.With(o => (o.LengthNormalisation, o.LooseLengthNormalisation) = (0, 0))),
        ("more length for what is no whole word", all.With(o => o.LooseLengthNormalisation = o.LengthNormalisation)),
        ("neighbours in a dialogue", all.With(o => o.Neighbours = 0)),
        ("the question before", all.With(o => o.AnswersQuestion = 0)),
        ("coverage by a narrator's session", all.With(o => o.Coverage = 0)),
        ("coverage by the other sub-question", all.With(o => o.OtherParts = 0)),
        ("association within a session", all.With(o => o.Association = 0)),
        ("named speaker", all.With(o => o.NamedSpeaker = 0)),
        ("whose words are asked for: you, me", all.With(o => o.RoleAsked = 0)),
        ("long turns lend less", all.With(o => o.ShortTurn = 1e6)),
        ("turns that ask count less", all.With(o => o.AsksItself = 0)),
        ("turns with a time when asked for one", all.With(o => o.TimeAsked = 0)),
        ("dates", all.With(o => o.Date = 0)),
        ("repetitions step back", all.With(o => o.Diversity = 0)),
        ("importance", all.With(o => o.Importance = 0)),
    ];
}
