using System.Reflection;
using Memori.Text2Sql.Verification.Calibration;
using Memori.Text2Sql.Verification.Gates;

namespace Memori.Text2Sql.Tests.Verification.Calibration;

public sealed class ConfidenceModelTests
{
    [Fact]
    public void Every_weight_is_of_a_signal_that_there_is_and_finite()
    {
        var known = new[] { typeof(Signal), typeof(QueryGates) }
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public)).Select(field => (string)field.GetRawConstantValue()!).ToHashSet();
        foreach (var column in new[] { 1, 2 })
        {
            var model = LogisticModel.Read("confidence.tsv", column);
            model.Weights.Keys.Where(name => !name.StartsWith(Signal.Ranked, StringComparison.Ordinal)).Except(known).ShouldBeEmpty();
            model.Weights.Values.ShouldAllBe(weight => double.IsFinite(weight) && Math.Abs(weight) < 10);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_reading_that_uses_more_of_the_question_is_surer(double chinese)
    {
        // The half that is not used holds a word that tells. A tenth where the model is in doubt: 0.4 in log-odds.
        Odds(coverage: 1).ShouldBeGreaterThan(Odds(coverage: 0.5) + 0.4);

        double Odds(double coverage) => LogisticModel.Logit(ConfidenceModel.Of("embedded", 0, Signals(coverage)));

        Dictionary<string, double> Signals(double coverage) => new()
        {
            [Signal.Chinese] = chinese,
            [Signal.Coverage] = coverage,
            [Signal.Unread] = coverage < 1 ? 1 : 0,
            [Signal.Linked] = 1,
            [Signal.Margin] = 0.5,
            [Signal.Fit] = 1,
            [Signal.WorstFit] = 1,
            [Signal.Length] = 2,
            [Signal.Projections] = 1,
        };
    }

    [Fact]
    public void A_remembered_confidence_passes_unchanged_but_for_what_speaks_against_it()
    {
        ConfidenceModel.Of("remembered", 0.83, new Dictionary<string, double>()).ShouldBe(0.83, 1e-9);
        ConfidenceModel.Of("remembered", 0.83, new Dictionary<string, double> { [Signal.Empty] = 1 }).ShouldBeInRange(0.3, 0.7);
        ConfidenceModel.Of("remembered", 1, new Dictionary<string, double>()).ShouldBeLessThan(1);
    }

    [Fact]
    public void Each_risk_takes_an_answer_of_Claude_below_acceptance()
    {
        var accept = new AskOptions().AcceptConfidence;
        ConfidenceModel.Of("claude", 0, new Dictionary<string, double>()).ShouldBeGreaterThan(accept);
        string[] risks = [Signal.SaysGuessed, Signal.SaysAmbiguous, Signal.Empty, QueryGates.GuessedLiteral, QueryGates.FanOut, QueryGates.NullNotIn, QueryGates.Projection, QueryGates.Window];
        foreach (var risk in risks)
        {
            ConfidenceModel.Of("claude", 0, new Dictionary<string, double> { [risk] = 1 }).ShouldBeLessThan(accept, risk);
        }
    }
}
