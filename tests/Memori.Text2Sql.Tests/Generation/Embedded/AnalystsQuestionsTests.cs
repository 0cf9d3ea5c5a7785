namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>What analysts ask: ratios of two numbers, rows of the first of other things, bounds on either side, what was not done.</summary>
public sealed class AnalystsQuestionsTests(Bakeries bakeries) : IClassFixture<Bakeries>
{
    [Theory]
    [InlineData("What is the ratio of breads to cooks?", "1.25")]
    [InlineData("What is the ratio of bakeries with more than 1 cook to bakeries with 1 cook?", "0.5")]
    [InlineData("What is the ratio of open bakeries to closed bakeries?", "2")]
    [InlineData("What is the ratio of the price of the Bun to the price of the Toast?", "1.875")]
    [InlineData("面包与面包师的数量之比是多少", "2")]
    public async Task Ratio_OfTwoNumbers_EachSideIsAQuestion(string question, string expected) => await ShouldBeAsync(question, expected);

    [Theory]
    [InlineData("What is the average age of cooks who work in the bakery with the most seats?", "45")]
    [InlineData("What is the average age of the cooks in the bakery that has the most breads?", "45")]
    [InlineData("List the names of the cooks who work in the bakery with the most seats.", "Quinn", "Sam")]
    [InlineData("List the names of the cooks who work the most common shift.", "Zoe", "Quinn", "Tess")]
    public async Task FirstOfOtherThings_AllItsRowsAreMeant(string question, params string[] expected) => await ShouldBeAsync(question, expected);

    [Theory]
    [InlineData("List the names of cooks with age above 60 or below 35.", "Zoe", "Tess")]
    [InlineData("Which makers of ovens were built before 1960 or after 1990?", "Hobart", "Sveba")]
    [InlineData("Show the titles of breads with grams above 100.", "Rye", "Bun", "Loaf")]
    public async Task Bound_IsOfItsColumnAndCompared(string question, params string[] expected) => await ShouldBeAsync(question, expected);

    [Theory]
    [InlineData("List the names of cooks who did not give any lesson.", "Quinn", "Tess")]
    [InlineData("Show the titles of breads that are not in division 1.", "Toast", "Bagel")]
    [InlineData("List the makers of ovens that have never been used.", "Revent")]
    [InlineData("List the titles of breads without the letter a in their title.", "Rye", "Bun")]
    [InlineData("What is the total number of seats of all bakeries except the bakery with name 'Wheatfield'?", "70")]
    [InlineData("List the names of inactive cooks.", "Quinn")]
    public async Task Negation_OfADeedOrAValue_LeavesThoseOut(string question, params string[] expected) => await ShouldBeAsync(question, expected);

    private async Task ShouldBeAsync(string question, params string[] expected)
    {
        var (sql, rows) = await bakeries.AskAsync(question);
        rows.ShouldBe(expected, ignoreOrder: true, sql);
    }
}
