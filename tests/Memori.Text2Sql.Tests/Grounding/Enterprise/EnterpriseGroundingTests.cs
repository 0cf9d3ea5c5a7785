using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Grounding.Slicing;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Tests.Grounding.Enterprise;

/// <summary>What grounding makes of 1,000 tables and 20,000 columns. Figures: docs/grounding.md.</summary>
public sealed class EnterpriseGroundingTests(ITestOutputHelper output)
{
    private const double LeastFound = 0.95;
    private static readonly ContextOptions Options = new();
    private static readonly Lazy<DatabaseIndex> Index = new(() => DatabaseIndex.Build(EnterpriseSchema.Read(EnterpriseQuestions.Folder)));

    [Fact]
    public void Schema_HasAThousandTablesAndTwentyThousandColumns()
    {
        var schema = Index.Value.Schema;

        schema.Tables.Count.ShouldBe(EnterpriseSchema.TableCount);
        schema.Tables.Sum(t => t.Columns.Count).ShouldBe(EnterpriseSchema.ColumnCount);
        schema.Tables.Select(t => t.Name).ShouldBeUnique();
    }

    [Fact]
    public void Questions_NameTablesThatAreThere_InBothLanguages()
    {
        var questions = EnterpriseQuestions.Read();

        questions.Count.ShouldBeGreaterThanOrEqualTo(200);
        questions.Count(q => q.Question.Language == Memori.Text.Language.Chinese).ShouldBeGreaterThan(60);
        questions.Select(q => q.Question.Text).ShouldBeUnique();
        questions.SelectMany(q => q.Tables).ShouldAllBe(name => Index.Value.Schema.Find(null, name) != null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slice_HoldsTheTablesThatQuestionsNeed(bool aside)
    {
        var questions = EnterpriseQuestions.Read().Where(q => q.Aside == aside).ToList();
        var missed = questions.Where(q => q.Tables.Except(Slice(q.Question).Select(t => t.Name)).Any()).ToList();
        missed.ForEach(q => output.WriteLine($"{q.Question.Text}: {string.Join(", ", q.Tables.Except(Slice(q.Question).Select(t => t.Name)))}"));

        var found = 1 - ((double)missed.Count / questions.Count);
        output.WriteLine($"{found:P1} of {questions.Count}");
        found.ShouldBeGreaterThanOrEqualTo(LeastFound);
    }

    [Fact]
    public void Slice_StaysInBounds()
    {
        foreach (var question in EnterpriseQuestions.Read())
        {
            var slice = Slice(question.Question);

            slice.Count.ShouldBeLessThanOrEqualTo(Options.MaxSchemaTables + SchemaSlicer.MostJoinTables);
            slice.Select(t => t.Name).ShouldBeUnique();
            slice.ShouldAllBe(t => t.Columns.Count <= Options.MaxTableColumns);
        }
    }

    [Fact]
    public void Slice_OfAnotherIndexOfTheSameSchema_IsTheSame()
    {
        var again = DatabaseIndex.Build(EnterpriseSchema.Read(EnterpriseQuestions.Folder));
        foreach (var question in EnterpriseQuestions.Read())
        {
            Names(Slice(question.Question, again)).ShouldBe(Names(Slice(question.Question)));
        }
    }

    [Theory]
    [InlineData("How many employees are there?", "hr_emp")]
    [InlineData("员工有多少?", "hr_emp")]
    public void Slice_CopiesOfATable_AreLeftOut(string question, string table)
    {
        var slice = Slice(Generation.Embedded.Library.Ask(question)).Select(t => t.Name).ToList();

        slice.ShouldContain(table);
        slice.ShouldNotContain(name => name != table && name.Contains(table + "_", StringComparison.Ordinal) && Index.Value.Schema.Find(null, name)!.ForeignKeys.Count == 0 && name.EndsWith("bak", StringComparison.Ordinal));
        slice.ShouldNotContain(name => name.StartsWith("stg_", StringComparison.Ordinal) || name.StartsWith("arch_", StringComparison.Ordinal));
    }

    private static IReadOnlyList<TableSchema> Slice(Question question, DatabaseIndex? index = null) =>
        SchemaSlicer.Slice(index ?? Index.Value, new Linker(index ?? Index.Value).Link(question), Options, new Dictionary<TableNode, double>());

    private static IEnumerable<string> Names(IEnumerable<TableSchema> tables) => tables.Select(t => $"{t.Name}({string.Join(',', t.Columns.Select(c => c.Name))})");
}
