using Memori.FitConfidence;

namespace Memori.Text2Sql.Tests.Verification.Calibration;

public sealed class LogisticFitTests
{
    [Fact]
    public void It_finds_the_weights_that_made_the_answers()
    {
        double[] truth = [-0.5, 1.5, -2];
        var random = new Random(7);
        var rows = Enumerable.Range(0, 20_000).Select(_ => new[] { 1, random.NextDouble(), random.NextDouble() }).ToList();
        var right = rows.ConvertAll(row => random.NextDouble() < LogisticFit.Probability(row, truth));
        var found = LogisticFit.Fit(rows, right, [.. rows.Select(_ => 1.0)], [0, 2, 2]);
        found.Zip(truth).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 0.15);
    }

    [Fact]
    public void A_signal_that_never_varies_does_no_harm()
    {
        double[][] rows = [[1, 0, 0.1], [1, 0, 0.9], [1, 0, 0.2], [1, 0, 0.8]];
        var found = LogisticFit.Fit(rows, [false, true, false, true], [1, 1, 1, 1], [0, 2, 2]);
        found[1].ShouldBe(0);
        found[2].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Figures_of_known_answers_are_known()
    {
        var figures = new Figures([(0.9, true), (0.8, true), (0.7, false), (0.2, false)]);
        figures.Accuracy.ShouldBe(0.5);
        figures.Auroc.ShouldBe(1);
        figures.CalibrationError.ShouldBe((0.1 + 0.2 + 0.7 + 0.2) / 4, 1e-9);
        figures.Brier.ShouldBe((0.01 + 0.04 + 0.49 + 0.04) / 4, 1e-9);
        figures.From(0.75).ShouldBe((0.5, 1));
        new Figures([(0.5, true), (0.5, false)]).Auroc.ShouldBe(0.5);
    }
}
