using System.Globalization;
using System.Text;

namespace Memori.FitConfidence;

/// <summary>
/// What a person gets from a confidence, for all questions whose right answer has rows: how many are right, how many of the surer half of all
/// (abstentions last), and whether keeping silent below a threshold is worth it when a right answer counts 1, silence 0 and a wrong one −1; also what comes of it as shipped (the thresholds of <see cref="Memori.Text2Sql.AskOptions"/> and close readings).
/// </summary>
internal static class Overview
{
    private static readonly double[] Thresholds = [0, 0.1, 0.15, 0.2, 0.3, 0.5];

    /// <summary>The table.</summary>
    /// <param name="answers">All answers and abstentions.</param>
    /// <param name="confidence">How sure each is.</param>
    public static string Of(IReadOnlyList<JudgedAnswer> answers, Func<JudgedAnswer, double> confidence)
    {
        var text = new StringBuilder("| set | questions | right | calibration error | by chance | surer half right | " + string.Join(" | ", Thresholds.Select(t => string.Create(CultureInfo.InvariantCulture, $"worth from {t:0.##}"))) + " | worth as shipped | right as shipped |\n");
        text.Append("|---|--:|--:|--:|--:|--:|").AppendLine(string.Concat(Thresholds.Select(_ => "--:|")) + "--:|--:|");
        foreach (var part in answers.GroupBy(answer => $"{answer.Set}, {(answer.Unseen ? "unseen" : "seen")}").Append(answers.Where(answer => answer.Unseen).GroupBy(_ => "all, unseen").Single()))
        {
            var all = part.Where(answer => answer.NonEmpty).Select(answer => (Confidence: answer.Sql is null ? -1 : confidence(answer), answer.Right)).OrderByDescending(answer => answer.Confidence).ToList();
            var half = all.Take((all.Count + 1) / 2).Average(answer => answer.Right ? 1.0 : 0);
            var given = new Figures([.. all.Where(answer => answer.Confidence >= 0)]);
            var worth = Thresholds.Select(t => given.Answers.Where(answer => answer.Confidence >= t).Sum(answer => answer.Right ? 1 : -1) / (double)all.Count);
            var shipped = part.Where(answer => answer is { NonEmpty: true, Given: true }).ToList();
            text.AppendLine(CultureInfo.InvariantCulture, $"| {part.Key} | {all.Count} | {all.Average(answer => answer.Right ? 1.0 : 0):.000} | {given.CalibrationError:.000} | {given.ErrorByChance:.000} | {half:.000} | {string.Join(" | ", worth.Select(w => w.ToString(".000", CultureInfo.InvariantCulture)))} | {shipped.Sum(answer => answer.Right ? 1 : -1) / (double)all.Count:.000} | {shipped.Count(answer => answer.Right) / (double)all.Count:.000} |");
        }

        return text.AppendLine().ToString();
    }
}
