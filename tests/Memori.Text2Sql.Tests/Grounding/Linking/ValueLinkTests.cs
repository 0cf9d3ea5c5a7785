using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Tests.Generation.Embedded;

namespace Memori.Text2Sql.Tests.Grounding.Linking;

/// <summary>How words of a question find the values that a database holds.</summary>
public sealed class ValueLinkTests
{
    private static readonly DatabaseSchema Schema = new()
    {
        Dialect = SqlDialect.Sqlite,
        Hash = "h",
        Tables =
        [
            Table("indicators", Column("series", "Amount of Debt: Government", "Amount of Debt: Household", "Gross Savings"), Column("country", "Côte d'Ivoire", "São Tomé", "Germany")),
            Table("companies", Column("company_name", "华光电子科技", "东方物流集团", "Hydraulic Systems Ltd", "Alpine Dairy", "河岸航空有限公司", "Kestrel Inc"), Column("stage", "In Progress", "Done")),
            Table("stores", Column("town", "Heidelberg", "Manchester", "Berlin"), Column("product_code", "A100", "B200")),
        ],
    };

    private readonly Linker _linker = new(DatabaseIndex.Build(Schema));

    [Theory]
    [InlineData("what is the amount of debt: government", "Amount of Debt: Government", ValueMatchKind.Exact)]
    [InlineData("show the Amounts of Debt Government", "Amount of Debt: Government", ValueMatchKind.Exact)]
    [InlineData("the figures on household debt", "Amount of Debt: Household", ValueMatchKind.Partial)]
    [InlineData("figures for cote d'ivoire", "Côte d'Ivoire", ValueMatchKind.Exact)]
    [InlineData("figures for Sao Tome", "São Tomé", ValueMatchKind.Exact)]
    [InlineData("figures for ＧＥＲＭＡＮＹ", "Germany", ValueMatchKind.Exact)]
    [InlineData("figures for Germny", "Germany", ValueMatchKind.Fuzzy)]
    [InlineData("stores in Manchetser", "Manchester", ValueMatchKind.Fuzzy)]
    [InlineData("stores in heidelbreg", "Heidelberg", ValueMatchKind.Fuzzy)]
    [InlineData("companies like Alpine", "Alpine Dairy", ValueMatchKind.Partial)]
    [InlineData("what does Hydraulic System sell", "Hydraulic Systems Ltd", ValueMatchKind.Partial)]
    [InlineData("华光电子的情况", "华光电子科技", ValueMatchKind.Partial)]
    [InlineData("东方物流集团的情况", "东方物流集团", ValueMatchKind.Exact)]
    [InlineData("河岸航空的情况", "河岸航空有限公司", ValueMatchKind.Partial)]
    [InlineData("河岸航空公司的情况", "河岸航空有限公司", ValueMatchKind.Partial)]
    [InlineData("what does Kestrel sell", "Kestrel Inc", ValueMatchKind.Partial)]
    [InlineData("what is in progress", "In Progress", ValueMatchKind.Exact)]
    [InlineData("Ａ１００ 在哪里", "A100", ValueMatchKind.Exact)]
    public void Value_AnyWriting_IsFoundWithTheReason(string question, string value, ValueMatchKind reason)
    {
        var link = Link(question).FirstOrDefault(v => v.Value == value).ShouldNotBeNull();

        link.Match.ShouldBe(reason);
        link.Score.ShouldBeInRange(0.5, 1);
    }

    [Theory]
    [InlineData("how many are there")]
    [InlineData("show the debt")]
    [InlineData("list all of them in order")]
    [InlineData("一共有多少")]
    public void Value_WordsOfMany_OrOfNone_AreNoLinks(string question) => Link(question).Count.ShouldBeLessThanOrEqualTo(2);

    [Fact]
    public void Value_OfAColumnWhoseValuesStayHere_IsMarked()
    {
        var local = Schema with { Tables = [.. Schema.Tables.Select(t => t with { Columns = [.. t.Columns.Select(c => c with { Values = ValueVisibility.Local })] })] };

        new Linker(DatabaseIndex.Build(local)).Link(Library.Ask("stores in Berlin")).Values.ShouldHaveSingleItem().IsLocal.ShouldBeTrue();
        Link("stores in Berlin").ShouldHaveSingleItem().IsLocal.ShouldBeFalse();
    }

    [Fact]
    public void Values_SwitchedOff_AreNotLookedUp() =>
        _linker.Link(Library.Ask("stores in Berlin"), new ContextOptions { IncludeValues = false }).Values.ShouldBeEmpty();

    [Fact]
    public void Values_ManyMillions_AreKeptInBounds()
    {
        var wide = Enumerable.Range(0, 60).Select(t => Table($"t{t}", [Column("v", [.. Enumerable.Range(0, 10_000).Select(v => $"word{v}x{t}")])])).ToList();
        var schema = Schema with { Tables = [.. wide, .. Schema.Tables] };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = DatabaseIndex.Build(schema);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(150_000_000);

        // A column of few values keeps them all.
        index.Values.Exact("berlin").ShouldHaveSingleItem();
        GC.KeepAlive(index);
    }

    private IReadOnlyList<ValueLink> Link(string question) => _linker.Link(Library.Ask(question)).Values;

    private static TableSchema Table(string name, params ColumnSchema[] columns) =>
        new() { Name = name, Columns = [new ColumnSchema { Name = "id", DeclaredType = "INT", Type = ColumnType.Integer, IsUnique = true }, .. columns], PrimaryKey = ["id"] };

    private static ColumnSchema Column(string name, params string[] values) =>
        new() { Name = name, DeclaredType = "TEXT", Type = ColumnType.Text, Profile = new ColumnProfile { Values = values, DistinctCount = values.Length } };
}
