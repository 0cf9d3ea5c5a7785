using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Tests.Generation.Claude;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Tests.Answering;

public sealed class ClarificationWriterTests
{
    private const string ByName = "SELECT name FROM member ORDER BY name LIMIT 3";
    private const string ByDate = "SELECT name FROM member ORDER BY joined DESC LIMIT 3";

    [Fact]
    public void Readings_that_differ_are_told_apart_by_what_their_trees_do_not_share()
    {
        var asked = ClarificationWriter.Write(Questions.Library, [Reading(ByName), Reading(ByDate)], Language.English);
        asked.Question.ShouldBe("This can be read in more than one way: sorted by member name from A to Z, or sorted by joined from latest to earliest. Which is meant?");
        asked.Options.ShouldBe([
            "Which members of the branch in Oslo borrowed more than 3 books last month (sorted by member name from A to Z)?",
            "Which members of the branch in Oslo borrowed more than 3 books last month (sorted by joined from latest to earliest)?",
        ]);
    }

    [Fact]
    public void In_Chinese_it_asks_in_Chinese()
    {
        var asked = ClarificationWriter.Write(Questions.Chinese, [Reading(ByName), Reading(ByDate)], Language.Chinese);
        asked.Question.ShouldStartWith("这个问题有不止一种理解");
        asked.Options.Count.ShouldBe(2);
        asked.Options.ShouldAllBe(option => option.StartsWith("上个月借书超过 3 本的会员有哪些(") && option.EndsWith(")?"));
    }

    [Fact]
    public void The_same_clauses_in_another_order_are_no_difference() =>
        ClarificationWriter.Write(Plain, [Reading(ByName), Reading(ByName)], Language.English).Question.ShouldStartWith("I could not connect");

    [Fact]
    public void Long_differences_are_not_offered()
    {
        var conditions = string.Join(" OR ", Enumerable.Range(0, 60).Select(i => $"name = 'n{i}'"));
        ClarificationWriter.Write(Plain, [Reading($"SELECT name FROM member WHERE {conditions}"), Reading(ByName)], Language.English).Question.ShouldStartWith("I could not connect");
    }

    [Fact]
    public void A_value_in_two_columns_is_asked_for_by_its_columns()
    {
        var question = Questions.Library with { Values = [new ValueLink("Oslo", "branch", "city", "OSLO"), new ValueLink("Oslo", "member", "name", "Oslo")] };
        var asked = ClarificationWriter.Write(question, [Reading(ByName)], Language.English);
        asked.Question.ShouldBe("“Oslo” stands in more than one column. Which is meant?");
        asked.Options.Count.ShouldBe(2);
        asked.Options[1].ShouldBe("Which members of the branch in Oslo borrowed more than 3 books last month (Oslo as name of member)?");
        ClarificationWriter.Write(question, [], Language.Chinese).Question.ShouldBe("“Oslo”出现在不止一列中。您指的是哪一列?");
    }

    private static GroundedQuestion Plain => Questions.Library with { Values = [] };

    private static VerifiedQuery Reading(string sql) => new(
        "embedded",
        new SqlCandidate(sql, 0.15),
        new SqlGuard().Require(sql, Questions.Library.Schema),
        new QueryResult { Columns = [new ResultColumn("name", "text")], Rows = [["a"]] },
        0.15);
}
