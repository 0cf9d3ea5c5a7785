using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Tests.Guarding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Tests.Verification;

public sealed class ConsensusTests
{
    private static readonly GuardedQuery Guarded = new SqlGuard().Require("SELECT 1 AS n", ShopSchema.Of(Memori.Text2Sql.Sql.SqlDialect.Sqlite));

    [Fact]
    public void One_answer_keeps_its_confidence() => Consensus.Weigh([Answer("claude", 0.42, 1)]).ShouldHaveSingleItem().Confidence.ShouldBe(0.42);

    [Fact]
    public void Agreement_across_generators_is_worth_more_than_within_one_and_both_more_than_none()
    {
        var within = Consensus.Weigh([Answer("claude", 0.6, 1), Answer("claude", 0.6, 1)]).ShouldHaveSingleItem().Confidence;
        var across = Consensus.Weigh([Answer("embedded", 0.6, 1), Answer("claude", 0.6, 1)]).ShouldHaveSingleItem().Confidence;
        within.ShouldBeGreaterThan(0.6);
        across.ShouldBeGreaterThan(within);
        across.ShouldBeLessThanOrEqualTo(0.97);
    }

    [Fact]
    public void Disagreement_makes_both_less_sure_and_two_against_one_prevail()
    {
        var split = Consensus.Weigh([Answer("embedded", 0.6, 1), Answer("claude", 0.7, 2)]);
        split[0].Query.Generator.ShouldBe("claude");
        split[0].Confidence.ShouldBeLessThan(0.7);
        var two = Consensus.Weigh([Answer("embedded", 0.6, 1), Answer("claude", 0.7, 2), Answer("claude", 0.6, 1)]);
        two[0].Members.Count.ShouldBe(2);
        two[0].Confidence.ShouldBeGreaterThan(split[0].Confidence);
    }

    [Fact]
    public void To_find_nothing_alike_proves_little()
    {
        var empty = Consensus.Weigh([Answer("embedded", 0.6, null), Answer("claude", 0.6, null)]).ShouldHaveSingleItem().Confidence;
        empty.ShouldBeInRange(0.6, 0.75);
    }

    [Fact]
    public void A_judge_moves_but_does_not_decide_alone()
    {
        var standings = Consensus.Weigh([Answer("claude", 0.6, 1), Answer("claude", 0.5, 2)]);
        var judged = Consensus.Prefer(standings, standings[1]);
        judged[0].Query.ShouldBe(standings[1].Query);
        judged[0].Confidence.ShouldBeInRange(standings[1].Confidence, 0.75);
    }

    [Fact]
    public void Confidences_are_probabilities_whatever_the_answers() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from generator in Gen.Elements("embedded", "claude", "remembered")
         from confidence in Gen.Choose(0, 100)
         from value in Gen.Choose(0, 3)
         select Answer(generator, confidence / 100.0, value == 0 ? null : value)).ListOf().ToArbitrary(),
        answers =>
        {
            var standings = Consensus.Weigh([.. answers]);
            return standings.All(s => s.Confidence is >= 0 and <= 1)
                && standings.Sum(s => s.Confidence) <= 1 + 1e-9 + (answers.Count < 2 ? 1 : 0)
                && standings.Sum(s => s.Members.Count) == answers.Count
                && standings.Zip(standings.Skip(1)).All(pair => pair.First.Confidence >= pair.Second.Confidence);
        }));

    private static VerifiedQuery Answer(string generator, double confidence, long? value) => new(
        generator,
        new SqlCandidate("SELECT 1 AS n", confidence),
        Guarded,
        new QueryResult { Columns = [new ResultColumn("n", "integer")], Rows = value is { } n ? [[n]] : [] },
        confidence);
}
