using System.Globalization;
using System.Text;

namespace Memori.FitRecall;

/// <summary>The report of a fit, as Markdown: figures only.</summary>
internal static class FitReport
{
    private const int Others = 3;

    private static readonly double[] Rates = [0.02, 0.05, 0.1, 0.2, 0.5];

    public static async Task<string> OfAsync(Fit fit, WeightSet found)
    {
        var defaults = await fit.MeasureAsync(WeightSet.Default, Others);
        var report = new StringBuilder()
            .AppendLine("# Recall: what was fitted, and what each ingredient adds")
            .AppendLine()
            .AppendLine("Made by `dotnet run -c Release --project eng/Memori.FitRecall -- --out evaluation/recall/REPORT.md set.json=unseen …`.")
            .AppendLine("Figures are recall@5 / recall@10 over all memories of a space. *Unseen* spaces were never looked at by the search for weights; with")
            .AppendLine("`all` a whole set is unseen. One engine, one set of defaults, no switch by set.")
            .AppendLine()
            .AppendLine("## Figures at the defaults")
            .AppendLine()
            .AppendLine("| set | spaces fitted | unseen | fitted | unseen |")
            .AppendLine("|---|--:|--:|--:|--:|");
        foreach (var figure in defaults)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Set.Set.Name} | {figure.Set.Fitted.Count} | {figure.Set.Unseen.Count} | {Text(figure, figure.Set.Fitted)} | {Text(figure, figure.Set.Unseen)} |");
        }

        Abstention(report, defaults);
        Weights(report, found);
        await IngredientsAsync(report, fit, defaults);
        return report.ToString();
    }

    private static void Abstention(StringBuilder report, IReadOnlyList<FitFigures> defaults)
    {
        report.AppendLine().AppendLine("## Abstention").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Questions put to {Others} other spaces of the same set: the share that gets something at the default sureness, and what that takes from")
            .AppendLine("recall@10 of the space's own questions. Then the curve: the cost when no more than that share gets something.").AppendLine()
            .AppendLine("| set | spaces | injected | cost | " + string.Join(" | ", Rates.Select(rate => rate.ToString("cost at 0 %", CultureInfo.InvariantCulture))) + " |")
            .AppendLine("|---|---|--:|--:|" + string.Concat(Enumerable.Repeat("--:|", Rates.Length)));
        foreach (var figure in defaults)
        {
            foreach (var (name, spaces) in new[] { ("fitted", figure.Set.Fitted), ("unseen", figure.Set.Unseen) }.Where(part => part.Item2.Count > 0))
            {
                var point = figure.Injection(spaces)!;
                var curve = Rates.Select(rate => figure.Abstention!.OfSpaces(spaces).AtRate(rate).Cost.ToString("0.000", CultureInfo.InvariantCulture));
                report.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Set.Set.Name} | {name} | {point.InjectionRate:0.0 %} | {point.Cost:0.000} | {string.Join(" | ", curve)} |");
            }
        }
    }

    private static void Weights(StringBuilder report, WeightSet found)
    {
        report.AppendLine().AppendLine("## Weights").AppendLine().AppendLine("| weight | default | found by this run |").AppendLine("|---|--:|--:|");
        foreach (var weight in Weight.All)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {weight.Name} | {weight.Of(WeightSet.Default.Options)} | {weight.Of(found.Options)} |");
        }
    }

    private static async Task IngredientsAsync(StringBuilder report, Fit fit, IReadOnlyList<FitFigures> defaults)
    {
        report.AppendLine().AppendLine("## What each ingredient adds").AppendLine()
            .AppendLine("The change of recall@5 / recall@10, in hundredths, when only this one is left out; fitted spaces, then unseen ones.").AppendLine()
            .AppendLine("| without | " + string.Join(" | ", defaults.SelectMany(Columns).Select(column => column.Name)) + " |")
            .AppendLine("|---|" + string.Concat(defaults.SelectMany(Columns).Select(_ => "--:|")));
        foreach (var (name, without) in Ingredients.All)
        {
            var figures = await fit.MeasureAsync(without, others: 0);
            var cells = figures.Zip(defaults).SelectMany(pair => Columns(pair.First).Zip(Columns(pair.Second))).Select(pair => Difference(pair.First.At, pair.Second.At));
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} |");
        }
    }

    private static IEnumerable<(string Name, (double At5, double At10) At)> Columns(FitFigures figures) =>
        new[] { (figures.Set.Set.Name, Spaces: figures.Set.Fitted), (figures.Set.Set.Name + ", unseen", Spaces: figures.Set.Unseen) }
            .Where(part => part.Spaces.Count > 0)
            .Select(part => (part.Item1, figures.At(part.Spaces)));

    private static string Text(FitFigures figures, IReadOnlySet<string> spaces) =>
        spaces.Count == 0 ? "" : figures.At(spaces) is var (at5, at10) ? string.Create(CultureInfo.InvariantCulture, $"{at5:.000} / {at10:.000}") : "";

    private static string Difference((double At5, double At10) without, (double At5, double At10) with) => string.Create(
        CultureInfo.InvariantCulture, $"{100 * (without.At5 - with.At5):+0.0;-0.0;0} / {100 * (without.At10 - with.At10):+0.0;-0.0;0}");
}
