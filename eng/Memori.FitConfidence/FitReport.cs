using System.Globalization;
using System.Text;

namespace Memori.FitConfidence;

/// <summary>The report of a fit, as Markdown: figures only.</summary>
internal static class FitReport
{
    private static readonly double[] Thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9];

    public static string Of(IReadOnlyList<JudgedAnswer> answers, ConfidenceFit fit)
    {
        var report = new StringBuilder()
            .AppendLine("All answers:").AppendLine()
            .AppendLine("| set | answers | right | confidence | calibration error | by chance | Brier | AUROC |")
            .AppendLine("|---|--:|--:|---|--:|--:|--:|--:|");
        foreach (var (name, part) in Parts(answers).Where(p => p.Part.Count > 0))
        {
            Row(report, name, part, "in use", answer => answer.Confidence);
            Row(report, name, part, "fitted", fit.Of);
        }

        report.AppendLine().AppendLine("Unseen databases, at the fitted weights:").AppendLine()
            .AppendLine("| at least this sure | share of answers | right among them |").AppendLine("|--:|--:|--:|");
        var unseen = new Figures([.. answers.Where(answer => answer.Unseen).Select(answer => (fit.Of(answer), answer.Right))]);
        foreach (var threshold in Thresholds)
        {
            var (share, accuracy) = unseen.From(threshold);
            report.AppendLine(CultureInfo.InvariantCulture, $"| {threshold:0.00} | {share:.000} | {accuracy:.000} |");
        }

        report.AppendLine().AppendLine("| signal | English | Chinese |").AppendLine("|---|--:|--:|");
        foreach (var (name, english, chinese) in fit.Lines)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {english} | {chinese} |");
        }

        return report.ToString();
    }

    private static IEnumerable<(string Name, List<JudgedAnswer> Part)> Parts(IReadOnlyList<JudgedAnswer> answers)
    {
        foreach (var set in answers.Select(answer => answer.Set).Distinct())
        {
            yield return ($"{set}, seen", [.. answers.Where(answer => answer.Set == set && !answer.Unseen)]);
            yield return ($"{set}, unseen", [.. answers.Where(answer => answer.Set == set && answer.Unseen)]);
        }

        yield return ("all, unseen", [.. answers.Where(answer => answer.Unseen)]);
    }

    private static void Row(StringBuilder report, string name, List<JudgedAnswer> part, string which, Func<JudgedAnswer, double> confidence)
    {
        var figures = new Figures([.. part.Select(answer => (confidence(answer), answer.Right))]);
        report.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {name} | {part.Count} | {figures.Accuracy:.000} | {which} | {figures.CalibrationError:.000} | {figures.ErrorByChance:.000} | {figures.Brier:.000} | {figures.Auroc:.000} |");
    }
}
