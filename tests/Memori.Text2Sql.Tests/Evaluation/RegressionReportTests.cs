using Memori.Text;
using Memori.Text2Sql.Evaluation;

namespace Memori.Text2Sql.Tests.Evaluation;

public sealed class RegressionReportTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(0, 0, 0, 1)]
    public void The_interval_is_wilsons(int right, int all, double low, double high) => WilsonInterval.Of(right, all).ShouldBe(new WilsonInterval(low, high));

    [Fact]
    public void Each_question_changes_in_the_way_that_its_two_runs_say()
    {
        var before = Run("a", Question("broken", right: true, "S1"), Question("fixed", right: false, "S1"), Question("still", right: false, null), Question("same", right: true, "S1"), Question("as it was", right: true, "S1"), Question("gone", right: true, "S1"), Question("slow", right: true, "S1"));
        var now = Run("b", Question("broken", right: false, "S2", "r2"), Question("fixed", right: true, "S2"), Question("still", right: false, "S3"), Question("same", right: true, "S2"), Question("as it was", right: true, "S1"), Question("new", right: true, "S1"), Question("slow", right: true, "S1") with { ElapsedMs = 900 });
        var report = RegressionReport.Compare(now, before);
        report.Changes.Select(c => (c.Kind, c.Question)).ShouldBe([
            (ChangeKind.Broken, "broken"), (ChangeKind.Fixed, "fixed"), (ChangeKind.StillWrong, "still"), (ChangeKind.SameResult, "same"),
            (ChangeKind.Slower, "slow"), (ChangeKind.Added, "new"), (ChangeKind.Removed, "gone"),
        ]);
        RegressionText.Markdown(report, Language.English).ShouldContain("## broken (1)");
        RegressionText.Markdown(report, Language.Chinese).ShouldContain("## 变错(1)");
    }

    [Fact]
    public void Questions_that_could_not_be_judged_are_no_change() =>
        RegressionReport.Compare(Run("b", Question("q", right: false, "S") with { Judged = false }), Run("a", Question("q", right: true, "S"))).Changes.ShouldBeEmpty();

    [Fact]
    public void Hostile_questions_stay_in_one_line_of_the_report() =>
        RegressionText.Markdown(RegressionReport.Compare(Run("b", Question("a\n# b | `` <script>", right: false, null)), null), Language.English)
            .Split('\n').ShouldContain("- `` a # b ¦ ` ` <script> ``: `` – `` ≠ `` gold ``");

    private static EvaluationRun Run(string id, params RunQuestion[] questions) => new() { Id = id, Suite = "s", Generator = "embedded", Report = new Text2SqlReport { Groups = [] }, Questions = questions };

    private static RunQuestion Question(string question, bool right, string? sql, string rows = "r") =>
        new() { Question = question, Gold = "gold", Judged = true, Right = right, Sql = sql, Rows = sql is null ? null : rows, ElapsedMs = 10 };
}
