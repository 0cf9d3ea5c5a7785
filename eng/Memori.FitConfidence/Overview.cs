using System.Globalization;
using System.Text;

namespace Memori.FitConfidence;

/// <summary>
/// What a person gets from the confidence in use, for all questions whose right answer has rows: how many are right, how many of the surer half of all
/// (abstentions last), and whether keeping silent below a threshold is worth it when a right answer counts 1, silence 0 and a wrong one −1.
/// </summary>
internal static class Overview
{
    private static readonly double[] Thresholds = [0, 0.1, 0.3, 0.5];

    public static string Of(IReadOnlyList<JudgedAnswer> answers)
    {
        var text = new StringBuilder("| set | questions | right | calibration error | surer half right | " + string.Join(" | ", Thresholds.Select(t => string.Create(CultureInfo.InvariantCulture, $"worth from {t:0.0}"))) + " |\n");
        text.Append("|---|--:|--:|--:|--:|").AppendLine(string.Concat(Thresholds.Select(_ => "--:|")));
        foreach (var part in answers.Where(answer => answer.NonEmpty).GroupBy(answer => (answer.Set, answer.Unseen)))
        {
            var all = part.OrderByDescending(answer => answer.Sql is null ? -1 : answer.Confidence).ToList();
            var half = all.Take((all.Count + 1) / 2).Average(answer => answer.Right ? 1.0 : 0);
            var given = all.Where(answer => answer.Sql is not null).ToList();
            var error = new Figures([.. given.Select(answer => (answer.Confidence, answer.Right))]).CalibrationError;
            var worth = Thresholds.Select(t => given.Where(answer => answer.Confidence >= t).Sum(answer => answer.Right ? 1 : -1) / (double)all.Count);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {part.Key.Set}, {(part.Key.Unseen ? "unseen" : "seen")} | {all.Count} | {all.Average(answer => answer.Right ? 1.0 : 0):.000} | {error:.000} | {half:.000} | {string.Join(" | ", worth.Select(w => w.ToString(".000", CultureInfo.InvariantCulture)))} |");
        }

        return text.AppendLine().ToString();
    }
}
